import type { Logger } from 'pino'
import { isRefusal } from '../../core/shared/refusal.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { nowAndThen } from '../jobs/now-and-then.ts'
import { secretPlace, urlPlace } from './places.ts'
import { post, type Ways } from './post.ts'
import { targetOf } from './target.ts'

/** How often is looked for messages, how many go out side by side, and for how long one that is being sent is left alone. */
const everyMs = 2_000
const together = 8
const leaseSeconds = 60
/** The first wait and the longest; between them each is twice the one before. There is no last attempt. */
const firstSeconds = 10
const longestSeconds = 3_600
/** What arrived is forgotten after so many days. */
const keptDays = 30

type Due = {
  readonly id: string
  readonly webhook_id: string
  readonly case_id: string
  readonly number: string
  readonly event: string
  readonly at: string
  readonly attempts: number
  readonly url_box: Buffer
  readonly secret_box: Buffer
  readonly origin: string
}

/** Takes messages whose time has come, so that no other process sends them meanwhile; the attempt is counted before it is made. */
function take({ pool, now }: House): Promise<Due[]> {
  const text = `with due as (
      select id from webhook_message where delivered_at is null and given_up_at is null and next_at <= (select $1::timestamptz)
      order by next_at limit $3 for update skip locked
    ), taken as (
      update webhook_message m set attempts = attempts + 1, next_at = $1::timestamptz + make_interval(secs => $2) from due where m.id = due.id returning m.*
    ) select t.id, t.webhook_id, t.case_id, t.number, t.event, t.at, t.attempts, w.url_box, w.secret_box, w.origin
      from taken t join webhook w on w.id = t.webhook_id order by t.at`
  return read<Due>(pool, asSystem, { name: 'take-messages', text, values: [now(), leaseSeconds, together] })
}

/** Sends what is due. @returns how many were tried */
export async function sendMessages(house: House, ways: Ways): Promise<number> {
  const due = await take(house)
  await Promise.all(due.map((one) => send(house, one, ways)))
  return due.length
}

async function send(house: House, due: Due, ways: Ways): Promise<void> {
  const { ring } = house
  const url = targetOf(ring.openRow(urlPlace(due.webhook_id), due.url_box), ways.inside)
  const secret = ring.openRow(secretPlace(due.webhook_id), due.secret_box)
  const body = bodyOf(due)
  const at = Math.floor(Date.parse(house.now()) / 1000)
  const outcome = isRefusal(url) ? 'not-outside' : await post({ url, secret, id: due.id, body, at }, ways)
  await note(house, due, outcome)
}

/** Number, event and link: who is allowed to know more follows the link and signs in. */
function bodyOf({ id, event, number, at, case_id, origin }: Due): string {
  return JSON.stringify({ id, event, number, at, link: `${origin}/cases/${case_id}` })
}

async function note(house: House, { id, attempts }: Due, outcome: string): Promise<void> {
  const arrived = /^2\d\d$/.test(outcome)
  const wait = Math.min(longestSeconds, firstSeconds * 2 ** Math.min(20, attempts - 1))
  const text = `update webhook_message set outcome = $2, delivered_at = case when $3 then $4::timestamptz end,
    next_at = $4::timestamptz + make_interval(secs => $5) where id = $1`
  await read(house.pool, asSystem, { name: 'note-message', text, values: [id, outcome, arrived, house.now(), wait] })
}

async function forgetOld({ pool, now }: House): Promise<void> {
  const text = `delete from webhook_message where coalesce(delivered_at, given_up_at) < $1::timestamptz - make_interval(days => $2)`
  await read(pool, asSystem, { name: 'forget-messages', text, values: [now(), keptDays] })
}

/** Sends messages until stopped. @returns stops it and waits for those under way */
export function startWebhooks(house: House, ways: Ways, logger: Logger): () => Promise<void> {
  const round = async (stop: AbortSignal) => {
    await forgetOld(house)
    while (!stop.aborted && (await sendMessages(house, ways)) === together);
  }
  return nowAndThen({ everyMs }, round, (error) =>
    logger.warn({ fault: error.name, code: error.code }, 'messages to other systems could not be sent; tried again'),
  )
}
