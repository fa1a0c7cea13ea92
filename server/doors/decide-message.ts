import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { registerMessage } from '../../api/inbox.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { canonical } from '../../core/shared/canonical.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { Answer } from '../receipt.ts'
import { lookAt } from './look-at.ts'
import type { Message } from './messages.ts'
import { receiptStatements } from './outgoing.ts'
import { decidable } from './read-inbox.ts'
import { byMail } from './register-mail.ts'
import { rawOf } from './store-message.ts'

/** Who decides on which message. */
export type Deciding = { readonly organisation: Organisation; readonly person: string; readonly id: string }

/** The channel of what colleagues hand on. */
const byColleagues = 'internal'

const unknown = () => refuse('inbox.unknown')

/** Registers a message by hand, with the words that a person chose; its attachments follow as evidence. */
export async function registerByHand(
  house: House,
  { organisation, person, id }: Deciding,
  { name, ...said }: z.infer<typeof registerMessage>,
): Promise<Answer> {
  const message = await decidable(house, organisation, person, id)
  if (!message) return { refusal: unknown() }
  if (message.case_id) return { refusal: refuse('inbox.has-case') }
  const looked = await lookAt(house, message.door, await rawOf(house, message))
  const mail = 'mail' in looked ? looked.mail : undefined
  const input = {
    ...said,
    ...(name && { name }),
    ...(mail?.from && mail.from.length <= 120 && { email: mail.from }),
    channel: message.door === 'wecom' ? byColleagues : byMail,
    submittedAt: message.received_at,
  }
  return handleCommand(house, {
    command: register as unknown as Command,
    input: register.input.parse(input),
    caller: { kind: 'staff', id: person },
    key: { scope: 'door', key: id, bodyHash: createHash('sha256').update(canonical(input)).digest() },
    alongside: (caseId) => [
      {
        name: 'registered-by-hand',
        text: `update door_message set state = 'complaint', reason = null, case_id = $2, files = $3, next_try_at = $4, changed_at = $4 where id = $1`,
        values: [id, caseId, mail?.attachments.length ?? 0, house.now()],
      },
      ...(mail?.from ? receiptStatements(house, caseId, mail) : []),
    ],
  })
}

/** Has a message read and sorted once more. */
export function workAgain(house: House, deciding: Deciding): Promise<Refusal | undefined> {
  const text = `update door_message set state = 'waiting', reason = null, tries = 0, next_try_at = $2, changed_at = $2 where id = $1 and case_id is null`
  return change(house, deciding, ({ case_id }) =>
    case_id ? refuse('inbox.has-case') : { text, values: [deciding.id, house.now()] },
  )
}

/** Calls a message spam, or takes that back: it stands again where it stood. */
export function markSpam(house: House, deciding: Deciding, spam: boolean): Promise<Refusal | undefined> {
  const text = spam
    ? `update door_message set before_spam = state, state = 'spam', changed_at = $2 where id = $1 and state <> 'spam'`
    : `update door_message set state = before_spam, before_spam = null, changed_at = $2 where id = $1 and state = 'spam'`
  return change(house, deciding, ({ case_id }) =>
    case_id && spam ? refuse('inbox.has-case') : { text, values: [deciding.id, house.now()] },
  )
}

type Change = { readonly text: string; readonly values: unknown[] }

async function change(
  house: House,
  { organisation, person, id }: Deciding,
  decide: (message: Message) => Change | Refusal,
): Promise<Refusal | undefined> {
  const message = await decidable(house, organisation, person, id)
  const decided = message ? decide(message) : unknown()
  if ('code' in decided) return decided
  await read(house.pool, { person }, decided)
  return undefined
}
