import { commandNamed } from '../../core/case/commands.ts'
import { asSystem, read } from '../../server/db/transaction.ts'
import { handleCommand } from '../../server/handle-command.ts'
import type { Product } from './product.ts'

/**
 * What the office does behind the scenes of a story that is about somebody else.
 *
 * @throws Error where the command is refused
 */
export async function officeDoes(
  { fresh, town }: Product,
  person: string,
  name: string,
  number: string | undefined,
  input: unknown,
): Promise<string> {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const caseId = number === undefined ? undefined : await idOf(fresh.house, number)
  const call = { command, input: command.input.parse(input), caller: town.as(person), ...(caseId && { caseId }) }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`)
  return answer.receipt.number
}

async function idOf({ pool }: Product['fresh']['house'], number: string): Promise<string> {
  const [row] = await read<{ id: string }>(pool, asSystem, {
    text: 'select id from case_row where number = $1',
    values: [number],
  })
  if (!row) throw new Error(`no case ${number}`)
  return row.id
}
