import { asSystem, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import type { Mail } from '../mail/read-mail.ts'
import { addReply } from './add-reply.ts'
import { lookAt } from './look-at.ts'
import { type Message, mailboxDigest, markSorted, type Sorted, twinOf } from './messages.ts'
import { registerMail } from './register-mail.ts'
import { type Envelope, envelopePlace, rawOf } from './store-message.ts'
import { threadOf, tokensIn } from './thread-token.ts'
import { bringsCode } from './verification.ts'

/** From one address so many complaints become cases in a day; what is beyond waits for a person. */
const mostADay = 20

/**
 * Reads a stored message and does what it asks for: a complaint becomes a case, an answer of a party a statement, a
 * machine's mail is put aside, and what cannot be read, or is nobody's to decide by itself, waits for a person.
 */
export async function sortMessage(house: House, message: Message): Promise<void> {
  const raw = await rawOf(house, message)
  const looked = await lookAt(house, message.door, raw)
  failpoint('door.read')
  if (!('mail' in looked)) return mark(house, message, { state: 'quarantine', reason: looked.reason })
  const { mail } = looked
  if (mail.outcome === 'automatic' || mail.outcome === 'quarantine')
    return mark(house, message, { state: mail.outcome, reason: mail.reason, mail })
  const { to } = JSON.parse(house.ring.openRow(envelopePlace(message.id), message.envelope_box)) as Envelope
  const twin = await twinBefore(house, message, mail)
  if (twin) return mark(house, message, { state: 'duplicate', mail, caseId: twin })
  const thread = await threadOf(house, tokensIn([...to, ...mail.to], mail.answers))
  if (thread) return addReply(house, message, mail, thread)
  const reason = await whyNotByItself(house, message, mail)
  if (reason) return mark(house, message, { ...reason, mail })
  return registerMail(house, message, mail)
}

/** The case of the same mail that came another way before. */
async function twinBefore({ pool, ring }: House, { id }: Message, mail: Mail): Promise<string | undefined> {
  const twin = twinOf(ring, mail)
  if (!twin) return undefined
  const text = `select case_id from door_message where twin = $1 and id <> $2 and state in ('complaint', 'statement') limit 1`
  const [row] = await read<{ case_id: string }>(pool, asSystem, { name: 'find-twin', text, values: [twin, id] })
  return row?.case_id
}

async function whyNotByItself(house: House, { id, unit_id, door }: Message, mail: Mail): Promise<Sorted | undefined> {
  if (door === 'wecom') return { state: 'quarantine', reason: 'by-wecom' }
  if (bringsCode(`${mail.subject}\n${mail.text}`)) return { state: 'quarantine', reason: 'verification-code' }
  const text = `select count(*)::int as count from door_message
    where sender_digest = $1 and unit_id = $2 and id <> $3 and state = 'complaint' and received_at > $4::timestamptz - interval '1 day'`
  const values = [mailboxDigest(house.ring, mail.from ?? ''), unit_id, id, house.now()]
  const [row] = await read<{ count: number }>(house.pool, asSystem, { name: 'count-of-sender', text, values })
  return (row?.count ?? 0) >= mostADay ? { state: 'quarantine', reason: 'too-many' } : undefined
}

async function mark(house: House, { id }: Message, sorted: Sorted): Promise<void> {
  await read(house.pool, asSystem, markSorted(house, id, sorted))
  failpoint('door.sorted')
}
