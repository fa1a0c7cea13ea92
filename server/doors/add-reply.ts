import { createHash } from 'node:crypto'
import { addStatement } from '../../core/1-intake/add-statement.ts'
import type { Command } from '../../core/case/command.ts'
import { asSystem, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { Mail } from '../mail/read-mail.ts'
import { type Message, markSorted, type Sorted, senderDigest } from './messages.ts'
import { fitting } from './register-mail.ts'
import type { Thread } from './thread-token.ts'

/**
 * Takes an answer into its case, as a statement of the party that wrote it. Whoever answers without being that party is
 * shown to the staff and changes nothing: the token may have been passed on.
 */
export async function addReply(house: House, message: Message, mail: Mail, thread: Thread): Promise<void> {
  const { caseId } = thread
  const sorted = (state: Sorted['state'], reason?: string): Sorted => ({ state, reason, mail, caseId })
  if (mail.verdict === 'failed') return mark(house, message, sorted('unverified', 'sender-failed'))
  if (!(await isFromParty(house, mail, thread))) return mark(house, message, sorted('unverified', 'not-a-party'))
  const content = fitting(mail.text, 10_000)
  if (content === '') return mark(house, message, { ...sorted('statement'), files: mail.attachments.length })
  // The row belongs to the case from here on, so that the party's own transaction may finish it.
  const claim = `update door_message set case_id = $2 where id = $1 and state = 'waiting'`
  await read(house.pool, asSystem, { name: 'claim-message', text: claim, values: [message.id, caseId] })
  failpoint('door.reply-claimed')
  const answer = await handleCommand(house, {
    command: addStatement as unknown as Command,
    caseId,
    input: { text: content },
    caller: { kind: 'complainant', id: 'complainant', party: thread.party },
    key: { scope: 'door', key: message.id, bodyHash: createHash('sha256').update(content).digest() },
    alongside: () => [markSorted(house, message.id, { ...sorted('statement'), files: mail.attachments.length })],
  })
  failpoint('door.reply-taken')
  // A case that takes no statements any more: the answer still reaches whoever is in charge of it.
  if ('refusal' in answer) await mark(house, message, sorted('unverified', answer.refusal.code))
}

async function isFromParty(
  { ring, pool }: House,
  { from, senders }: Mail,
  { caseId, party }: Thread,
): Promise<boolean> {
  if (!from || senders !== 1) return false
  const text = `select from contact_digest where case_id = $1 and party = $2 and kind = 'email' and digest = $3`
  const values = [caseId, party, senderDigest(ring, from)]
  return (await read(pool, asSystem, { name: 'is-party', text, values })).length > 0
}

async function mark(house: House, { id }: Message, sorted: Sorted): Promise<void> {
  await read(house.pool, asSystem, markSorted(house, id, sorted))
}
