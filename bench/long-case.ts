import { commandNamed } from '../core/case/commands.ts'
import { handleCommand } from '../server/handle-command.ts'
import type { House } from '../server/house.ts'
import type { Receipt } from '../server/receipt.ts'
import { complaint } from './complaint.ts'
import { enterpriseLife } from './lives.ts'
import type { Furnished } from './stage.ts'

/** Runs a command of a person. @throws Error where it is refused */
export async function ran(
  house: House,
  person: string,
  name: string,
  given: unknown,
  caseId?: string,
): Promise<Receipt> {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const call = { command, input: command.input.parse(given), caller: { kind: 'staff', id: person } as const }
  const answer = await handleCommand(house, { ...call, ...(caseId && { caseId }) })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt
}

/** A case in which the complainant was told again and again, until its trail is so many facts long. @returns its id */
export async function longCase(stage: Furnished, facts: number): Promise<string> {
  const { house, clerk, units, handlers } = stage
  const { id } = await ran(house, clerk, 'register', complaint(units[0] ?? ''))
  await ran(house, clerk, 'accept', { conditions: enterpriseLife.accept }, id)
  for (const [, name, input] of enterpriseLife.since(stage, 3)) await ran(house, clerk, name, input, id)
  await ran(house, clerk, 'assign', { handler: handlers[0] }, id)
  const told = { channel: 'phone', text: complaint('').content.slice(0, 120) }
  for (let version = 0; version < facts; ) version = (await ran(house, clerk, 'inform', told, id)).version
  return id
}
