import type { Logger } from 'pino'
import { asSystem, inTransaction, read, readAll } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import type { House, MailDesk } from '../house.ts'
import { isAddress } from '../mail/address.ts'
import type { Letter, Mailer } from '../mail/mailer.ts'
import { supplements } from '../supplements.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'
import { type Language, wordsOf } from '../words.ts'
import { languageWritten } from './language-written.ts'
import { replyAddress } from './thread-token.ts'

const everyMs = 2_000
/** Mails that leave in a minute at most, whatever there is to send. */
const mostAMinute = 60
/** So many receipts for the same words of one domain leave in an hour: a machine that answers them is found out by then. */
const mostAlike = 3
/** A mail that the server refused so often is given up; between two tries lie twice as many seconds each time. */
const mostTries = 8
const firstWait = 60

type Row = {
  readonly id: string
  readonly case_id: string
  readonly thread_id: string
  readonly kind: 'receipt' | 'notice'
  readonly version: number | null
  readonly message_id: string
  readonly answers: string | null
  readonly tries: number
  readonly insisted_by: string | null
  /** Receipts that went to the same address within a day. */
  readonly received: number
  /** Receipts for the same words of the same domain within an hour. */
  readonly alike: number
}

type Sending = MailDesk & { readonly mailer: Mailer }

/**
 * Sends the next mail that waits. What fails is tried again with the same id, so that whoever got it twice gets it once.
 *
 * @returns whether there may be more; @throws what the mail server says
 */
export async function sendNext(house: House): Promise<boolean> {
  const { mail: desk } = house
  if (!desk?.mailer) return false
  const row = await claim(house)
  if (!row) return false
  failpoint('outbox.claimed')
  const against = row.insisted_by ? undefined : whyNot(row)
  if (against) await close(house, row, 'held-back', against)
  else await send(house, { ...desk, mailer: desk.mailer }, row)
  return true
}

/** Why a mail is better not sent by itself; a person may still have it sent. */
function whyNot({ received, alike }: Row): string | undefined {
  if (received > 0) return 'one-a-day'
  return alike >= mostAlike ? 'same-words' : undefined
}

/** The next mail, taken for a while: one process at a time looks, so that the limits hold for all of them together. */
function claim(house: House): Promise<Row | undefined> {
  return inTransaction(house.pool, asSystem, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('huiyin-mail-out'))`)
    const text = `update mail_out o set tries = o.tries + 1, tried_at = $1, next_try_at = $1::timestamptz + make_interval(secs => $2 * power(2, least(o.tries, 8)))
      where o.id = (select id from mail_out where state = 'waiting' and next_try_at <= $1 order by next_try_at limit 1)
        and (select count(*) from mail_out where tried_at > $1::timestamptz - interval '1 minute') < $3
      returning o.id, o.case_id, o.thread_id, o.kind, o.version, o.message_id, o.answers, o.tries, o.insisted_by,
        (select count(*)::int from mail_out e where o.kind = 'receipt' and e.recipient_digest = o.recipient_digest and e.kind = 'receipt' and e.id <> o.id
          and e.state in ('waiting', 'sent') and e.tried_at > $1::timestamptz - interval '1 day') as received,
        (select count(*)::int from mail_out l where l.likeness = o.likeness and l.id <> o.id
          and l.state in ('waiting', 'sent') and l.tried_at > $1::timestamptz - interval '1 hour') as alike`
    const { rows } = await client.query<Row>({
      name: 'claim-mail',
      text,
      values: [house.now(), firstWait, mostAMinute],
    })
    return { result: rows[0] }
  })
}

async function send(house: House, desk: Sending, row: Row): Promise<void> {
  const letter = await letterOf(house, desk, row)
  if (!letter) return close(house, row, 'failed', 'no-address')
  try {
    await desk.mailer.send(letter)
    failpoint('outbox.sent')
  } catch (error) {
    if (row.tries >= mostTries) await close(house, row, 'failed', 'refused')
    throw error
  }
  await close(house, row, 'sent')
}

/** What is sent, opened for this moment only; undefined where the address is gone or is none. */
async function letterOf(house: House, desk: Sending, row: Row): Promise<Letter | undefined> {
  const ofCase = {
    text: 'select c.number, q.receipt from case_row c left join query_code q on q.case_id = c.id where c.id = $1',
    values: [row.case_id],
  }
  type Known = { number: string; receipt: string | null }
  const [facts, boxes, [known]] = await readAll<[ToldFact, LockedBox, Known]>(house.pool, asSystem, [
    selectFacts(row.case_id),
    selectBoxes(row.case_id),
    ofCase,
  ])
  const opened = openBoxes(boxes, house.ring)
  const told = facts.map((fact) => ({ fact, data: openData(fact, opened) }))
  const party = told[0]?.data.party as { email?: string | null } | undefined
  const to = (supplements(told).email ?? party?.email ?? '').trim()
  const said = told.find(({ fact }) => fact.version === row.version)?.data.text
  if (!isAddress(to) || !known || (row.kind === 'notice' && typeof said !== 'string')) return undefined
  const code = known.receipt ? house.ring.queryCode(known.receipt) : ''
  const name = (await house.directory.now())?.name ?? ''
  const values = { number: known.number, code, name, text: typeof said === 'string' ? said : '' }
  const language = languageWritten(String(told[0]?.data.content ?? ''))
  return {
    to,
    subject: filled(language, `${row.kind}.subject`, values),
    text: filled(language, `${row.kind}.text`, values),
    messageId: row.message_id,
    replyTo: replyAddress(house.ring, row.thread_id, desk.address),
    answers: row.answers ?? undefined,
    by: row.kind === 'receipt' ? 'machine' : 'person',
  }
}

/** Holes are filled once, from a fixed list: what stands in a value is text, whatever it looks like. */
function filled(language: Language, key: string, values: Readonly<Record<string, string>>): string {
  const words = wordsOf(language, 'mail')[key] ?? ''
  return words.replace(/{{(number|code|name|text)}}/g, (_, hole: string) => values[hole] ?? '')
}

async function close(
  house: House,
  { id }: Row,
  state: 'sent' | 'held-back' | 'failed',
  reason?: string,
): Promise<void> {
  const text = `update mail_out set state = $2, reason = $3, sent_at = case when $2 = 'sent' then $4::timestamptz end where id = $1`
  await read(house.pool, asSystem, { name: 'close-mail', text, values: [id, state, reason ?? null, house.now()] })
  failpoint('outbox.marked')
}

/** Sends what waits until stopped. @returns stops it and waits for the mail under way */
export function startSending(house: House, logger: Logger): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const report = (error: Error & { code?: string }) => {
    logger.warn({ fault: error.name, code: error.code }, 'a mail could not be sent; tried again')
    return true
  }
  const round = async (): Promise<void> => {
    const more = await sendNext(house).catch(report)
    if (!stopped) timer = setTimeout(start, more ? 0 : everyMs)
  }
  const start = () => {
    running = round()
  }
  start()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
