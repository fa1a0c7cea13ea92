import { randomUUID } from 'node:crypto'
import { theComplainant } from '../../core/case/parties.ts'
import type { Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import type { Mail } from '../mail/read-mail.ts'
import type { StreamFact } from '../trail/envelope.ts'
import { mailboxDigest } from './messages.ts'
import { domainOf, messageIdOf, newThread } from './thread-token.ts'

/** The facts by which a complainant is told something. */
const telling = ['ComplaintAcknowledged', 'ComplainantInformed', 'ComplaintAnswered']

/** Those facts by which somebody told the complainant something, and chose a channel for it. */
export function toldBy(channel: 'email' | 'sms', facts: readonly StreamFact[]): StreamFact[] {
  return facts.filter(
    ({ type, data, origin }) => origin === 'human' && telling.includes(type) && data.channel === channel,
  )
}

/**
 * The thread of a new case that came by mail, and the receipt for whoever wrote: a mail with fixed words. Whether it is
 * sent is decided when its turn comes; where the mail server found that the sender is forged it is kept back at once.
 * Nothing where the house sends no mail.
 */
export function receiptStatements(house: House, caseId: string, mail: Mail): Statement[] {
  const { from, messageId, text: said, verdict } = mail
  const { ring, mail: desk } = house
  const thread = newThread(ring, caseId, theComplainant)
  if (!desk?.mailer || !from) return [thread.insert]
  const id = randomUUID()
  const text = `insert into mail_out (id, case_id, thread_id, kind, recipient_digest, message_id, answers, likeness, next_try_at, made_at, state, reason)
    values ($1, $2, $3, 'receipt', $4, $5, $6, $7, $8, $8, $9, $10)`
  const ownId = messageIdOf(ring, id, desk.address)
  const of = [mailboxDigest(ring, from), ownId, messageId ?? null, likenessOf(ring, from, said)]
  const standing = verdict === 'failed' ? ['held-back', 'sender-failed'] : ['waiting', null]
  const values = [id, caseId, thread.id, ...of, house.now(), ...standing]
  return [thread.insert, { name: 'new-receipt', text, values }]
}

/** What machines write again and again, whatever name they write under: the words without figures, of one domain. */
function likenessOf(ring: House['ring'], from: string, text: string): Buffer {
  return ring.digest('mail-likeness', `${domainOf(from).toLowerCase()}|${text.slice(0, 2000).replace(/[\d\s]+/g, '')}`)
}

/** Mails that follow from facts: the words of a notice, to the complainant's address as far as there is one. */
export function noticeStatements(house: House, facts: readonly StreamFact[]): Statement[] {
  const desk = house.mail
  if (!desk?.mailer) return []
  return toldBy('email', facts).flatMap(({ streamId, version }) => [
    ensureThread(house, streamId),
    newNotice(house, desk.address, streamId, version),
  ])
}

/** A thread for a case that came another way. */
function ensureThread({ ring }: House, caseId: string): Statement {
  const { insert } = newThread(ring, caseId, theComplainant)
  return {
    name: 'ensure-thread',
    text: `${insert.text} on conflict (case_id, party) do nothing`,
    values: insert.values ?? [],
  }
}

function newNotice({ ring, now }: House, address: string, caseId: string, version: number): Statement {
  const id = randomUUID()
  const text = `insert into mail_out (id, case_id, thread_id, kind, version, recipient_digest, message_id, next_try_at, made_at)
    select $1, t.case_id, t.id, 'notice', $3, d.digest, $4, $5, $5 from mail_thread t
      join contact_digest d on d.case_id = t.case_id and d.party = t.party and d.kind = 'email' where t.case_id = $2 and t.party = $6`
  const values = [id, caseId, version, messageIdOf(ring, id, address), now(), theComplainant]
  return { name: 'new-notice', text, values }
}
