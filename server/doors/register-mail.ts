import { createHash } from 'node:crypto'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { canonical } from '../../core/shared/canonical.ts'
import type { Caller } from '../call.ts'
import { asSystem, read } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { Mail } from '../mail/read-mail.ts'
import { type Message, markSorted } from './messages.ts'
import { receiptStatements } from './outgoing.ts'

/** The door itself: it writes down what it was handed, and decides nothing. */
export const theDoor: Caller = { kind: 'system', id: 'mail' }

/** The channel that every pack has. */
export const byMail = 'email'

/** Registers a complaint that came by mail; its case, the state of the message and the receipt are stored together. */
export async function registerMail(house: House, message: Message, mail: Mail): Promise<void> {
  const input = inputOf(message, mail)
  const key = { scope: 'door', key: message.id, bodyHash: createHash('sha256').update(canonical(input)).digest() }
  const answer = await handleCommand(house, {
    command: register as unknown as Command,
    input,
    caller: theDoor,
    key,
    alongside: (caseId) => [
      markSorted(house, message.id, { state: 'complaint', mail, caseId, files: mail.attachments.length }),
      ...receiptStatements(house, caseId, mail),
    ],
  })
  failpoint('door.registered')
  if ('refusal' in answer)
    await read(
      house.pool,
      asSystem,
      markSorted(house, message.id, { state: 'quarantine', reason: answer.refusal.code, mail }),
    )
}

/** What a mail says, as far as the fields of a registration hold it; all of it stays with the message. */
function inputOf({ unit_id, received_at }: Message, mail: Mail): unknown {
  const text = fitting(mail.text, 10_000)
  return register.input.parse({
    channel: byMail,
    unit: unit_id,
    ...(mail.fromName && { name: fitting(mail.fromName, 80) || undefined }),
    ...(mail.from && mail.from.length <= 120 && { email: mail.from }),
    title: fitting(mail.subject, 120) || fitting(text.split('\n')[0] ?? '', 120) || withoutText.title,
    content: text || withoutText.content,
    submittedAt: received_at,
  })
}

/** What stands where a mail has attachments only. */
const withoutText = { title: '电子邮件投诉', content: '（邮件没有正文，见附件。）' }

/** Without the control characters that no field takes, and cut to its length. */
export function fitting(text: string, most: number): string {
  return text
    .replace(/[^\P{Cc}\n\r\t]/gu, '')
    .trim()
    .slice(0, most)
    .trim()
    .toWellFormed()
}
