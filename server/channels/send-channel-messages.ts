import type { Logger } from 'pino'
import type { SmsSettings, WecomSettings } from '../../api/channels.ts'
import type { MessageChannel } from '../../core/organisation/state.ts'
import { asSystem, read, readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { nowAndThen } from '../jobs/now-and-then.ts'
import { supplements } from '../supplements.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'
import type { Ways } from '../webhooks/guarded-request.ts'
import { wordsOf } from '../words.ts'
import type { Outcome } from './outcome.ts'
import { settingsOf } from './settings.ts'
import { sendSms } from './sms.ts'
import { sendWecom } from './wecom.ts'

const everyMs = 3_000
/** So many leave in a round, one after the other: WeCom counts. */
const batch = 20
/** A message that failed so often is given up; between two tries lie twice as many seconds each time. */
const mostTries = 8
const firstWait = 30

type Due = {
  readonly id: string
  readonly channel: MessageChannel
  readonly case_id: string
  readonly number: string
  readonly person_id: string | null
  readonly type: string | null
  /** The fact by which a complainant was told something; null for a receipt. */
  readonly version: number | null
  readonly tries: number
  /** Whether the case was walled off for the person since. */
  readonly hidden: boolean
}

/** What is new since the channel was set, of a day at most: notices for WeCom, complaints with a telephone for short messages. */
async function queue({ pool, now }: House): Promise<void> {
  const notices = `insert into channel_message (id, channel, case_id, notice_id, next_try_at, made_at)
    select gen_random_uuid(), 'wecom', n.case_id, n.id, $1, $1 from message_channel c join notice n on n.at >= greatest(c.since, $1::timestamptz - interval '1 day')
    where c.channel = 'wecom' and not exists (select from channel_message m where m.notice_id = n.id) on conflict do nothing`
  const receipts = `insert into channel_message (id, channel, case_id, next_try_at, made_at)
    select gen_random_uuid(), 'sms', r.id, $1, $1 from message_channel c join case_row r on r.received_at >= greatest(c.since, $1::timestamptz - interval '1 day')
      join contact_digest d on d.case_id = r.id and d.party = 'p1' and d.kind = 'phone'
    where c.channel = 'sms' and not exists (select from channel_message m where m.case_id = r.id and m.notice_id is null and m.version is null) on conflict do nothing`
  const values = [now()]
  await readAll(pool, asSystem, [
    { name: 'queue-notices', text: notices, values },
    { name: 'queue-receipts', text: receipts, values },
  ])
}

/** Takes messages whose time has come; the attempt is counted before it is made. */
function take({ pool, now }: House): Promise<Due[]> {
  const text = `with due as (
      select id from channel_message where state = 'waiting' and next_try_at <= $1 order by next_try_at limit 20 for update skip locked
    ), taken as (
      update channel_message m set tries = tries + 1, next_try_at = $1::timestamptz + make_interval(secs => $2 * power(2, least(m.tries, 8)))
      from due where m.id = due.id returning m.*
    ) select t.id, t.channel, t.case_id, t.tries, t.version, c.number, n.person_id, n.type,
        exists (select from wall w where w.case_id = t.case_id and w.person_id = n.person_id) as hidden from taken t join case_row c on c.id = t.case_id
      left join notice n on n.id = t.notice_id order by t.made_at`
  return read<Due>(pool, asSystem, { name: 'take-channel-messages', text, values: [now(), firstWait] })
}

/** Queues what is new and sends what is due. @returns how many were tried */
export async function sendChannelMessages(house: House, ways: Ways): Promise<number> {
  const organisation = await house.directory.now()
  if (!organisation || organisation.channels.length === 0) return 0
  await queue(house)
  const due = await take(house)
  for (const one of due) await note(house, one, await send(house, one, ways))
  return due.length
}

async function send(house: House, due: Due, ways: Ways): Promise<Outcome> {
  if (due.channel === 'sms') {
    const settings = await settingsOf(house, 'sms')
    return settings ? tellComplainant(house, due, settings, ways) : { kind: 'never', outcome: 'not-set' }
  }
  const settings = await settingsOf(house, 'wecom')
  return settings ? tellStaff(house, due, settings, ways) : { kind: 'never', outcome: 'not-set' }
}

/** Number, kind of notice and link: who is allowed to know more follows the link and signs in. */
async function tellStaff(house: House, due: Due, settings: WecomSettings, ways: Ways): Promise<Outcome> {
  const person = (await house.directory.now())?.people.get(due.person_id ?? '')
  if (!person || person.disabled || due.hidden) return { kind: 'never', outcome: 'nobody' }
  const words = wordsOf('zh-CN', 'screens')
  const what = words[`notices.type.${due.type}`] ?? words['notices.type.other'] ?? ''
  const text = `${what}\n${due.number}\n${settings.origin}/cases/${due.case_id}`
  return sendWecom(settings, { to: person.login, text }, ways, secondsOf(house))
}

/** Number and code of a new complaint; later, that there is something to read for whoever has the code. */
async function tellComplainant(house: House, due: Due, settings: SmsSettings, ways: Ways): Promise<Outcome> {
  const ofCase = { text: 'select receipt from query_code where case_id = $1', values: [due.case_id] }
  const [facts, boxes, [known]] = await readAll<[ToldFact, LockedBox, { receipt: string }]>(house.pool, asSystem, [
    selectFacts(due.case_id),
    selectBoxes(due.case_id),
    ofCase,
  ])
  const opened = openBoxes(boxes, house.ring)
  const told = facts.map((fact) => ({ fact, data: openData(fact, opened) }))
  const party = told[0]?.data.party as { phone?: string | null } | undefined
  const to = mobileOf(supplements(told).phone ?? party?.phone ?? '')
  if (!to) return { kind: 'never', outcome: 'no-mobile' }
  const { number } = due
  const words = wordsOf('zh-CN', 'mail')
  if (due.version !== null) {
    const text = (words['sms.notice'] ?? '').replace('{{number}}', number)
    const template = settings.noticeTemplate ?? ''
    return sendSms(settings, { id: due.id, to, template, values: { number }, text }, ways)
  }
  const code = known ? house.ring.queryCode(known.receipt) : ''
  const text = (words['sms.receipt'] ?? '').replace('{{number}}', number).replace('{{code}}', code)
  return sendSms(settings, { id: due.id, to, template: settings.receiptTemplate, values: { number, code }, text }, ways)
}

/** The number of a mobile telephone of mainland China; undefined where it is none: short messages reach no others. */
function mobileOf(phone: string): string | undefined {
  const digits = phone.replace(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}

function secondsOf({ now }: Pick<House, 'now'>): number {
  return Math.floor(Date.parse(now()) / 1000)
}

async function note(house: House, { id, tries }: Due, { kind, outcome }: Outcome): Promise<void> {
  const isOver = kind === 'later' && tries >= mostTries
  const state = kind === 'sent' ? 'sent' : kind === 'never' || isOver ? 'failed' : 'waiting'
  const text = `update channel_message set state = $2, outcome = $3, sent_at = case when $2 = 'sent' then $4::timestamptz end where id = $1`
  const values = [id, state, outcome, house.now()]
  await read(house.pool, asSystem, { name: 'note-channel-message', text, values })
}

/** Sends until stopped. @returns stops it and waits for the round under way */
export function startChannels(house: House, ways: Ways, logger: Logger): () => Promise<void> {
  const round = async (stop: AbortSignal) => {
    while (!stop.aborted && (await sendChannelMessages(house, ways)) === batch);
  }
  return nowAndThen({ everyMs }, round, (error) =>
    logger.warn({ fault: error.name, code: error.code }, 'short messages could not be sent; tried again'),
  )
}
