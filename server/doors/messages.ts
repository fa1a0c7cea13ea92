import { createHash } from 'node:crypto'
import type { messageStates } from '../../api/inbox.ts'
import type { Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import { mailboxOf } from '../mail/address.ts'
import type { Mail } from '../mail/read-mail.ts'
import type { RawRow } from './store-message.ts'

export type State = (typeof messageStates)[number]

/** A stored message as it is worked on. */
export type Message = RawRow & {
  readonly door: string
  readonly unit_id: string
  readonly received_at: string
  readonly envelope_box: Buffer
  readonly state: State
  readonly case_id: string | null
  readonly files: number
  readonly filed: number
  readonly tries: number
}

export const messageColumns =
  'id, door, unit_id, received_at, size::float8 as size, epoch, wrapped, raw_box, envelope_box, state, case_id, files, filed, tries'

/** What a list shows of a message without reading it anew. */
export type Look = {
  readonly from: string | undefined
  readonly name: string | undefined
  readonly subject: string
  /** The beginning of what the sender wrote. */
  readonly text: string
  readonly attachments: number
  /** Absent in looks that were kept before senders were judged. */
  readonly verdict?: Mail['verdict']
}

const lookPlace = (id: string) => `door_message|look_box|${id}`
const lookLength = 300

function lookOf({ from, fromName, subject, text, attachments, verdict }: Mail): Look {
  return {
    from,
    name: fromName,
    subject: subject.slice(0, lookLength),
    text: text.slice(0, lookLength),
    attachments: attachments.length,
    verdict,
  }
}

export function openLook({ ring }: Pick<House, 'ring'>, id: string, box: Buffer | null): Look | undefined {
  return box ? (JSON.parse(ring.openRow(lookPlace(id), box)) as Look) : undefined
}

/** What was found out about a message, and what becomes of it. */
export type Sorted = {
  readonly state: State
  readonly reason?: string | undefined
  readonly mail?: Mail | undefined
  readonly caseId?: string | undefined
  readonly files?: number | undefined
}

/** Stores what became of a message that still waits; nothing where somebody was quicker. */
export function markSorted(
  { ring, now }: Pick<House, 'ring' | 'now'>,
  id: string,
  { state, reason, mail, caseId, files = 0 }: Sorted,
): Statement {
  const text = `update door_message set state = $2, reason = $3, look_box = coalesce($4, look_box), sender_digest = coalesce($5, sender_digest),
      twin = coalesce($9, twin), case_id = coalesce($6, case_id), files = $7, changed_at = $8 where id = $1 and state = 'waiting'`
  const box = mail ? ring.sealRow(lookPlace(id), JSON.stringify(lookOf(mail))) : null
  const sender = mail?.from ? mailboxDigest(ring, mail.from) : null
  return {
    name: 'mark-sorted',
    text,
    values: [id, state, reason ?? null, box, sender, caseId ?? null, files, now(), twinOf(ring, mail)],
  }
}

/** Who wrote what under which id; null where a mail has none. */
export function twinOf(ring: House['ring'], mail: Mail | undefined): Buffer | null {
  if (!mail?.messageId || !mail.from) return null
  const text = createHash('sha256').update(`${mail.subject}\n${mail.text}`).digest('base64url')
  return ring.digest('mail-twin', `${mail.messageId}|${mail.from}|${text}`)
}

/** The digest by which what one mailbox sent, or was sent, is counted, however its address is written. */
export function mailboxDigest(ring: House['ring'], address: string): Buffer {
  return senderDigest(ring, mailboxOf(address))
}

/** The digest by which an address is found among the parties of cases. */
export function senderDigest(ring: House['ring'], address: string): Buffer {
  return ring.digest('email', address.trim().toLowerCase())
}
