import { commandNamed } from '../../core/case/commands.ts'
import { asSystem, read } from '../../server/db/transaction.ts'
import { handleCommand } from '../../server/handle-command.ts'
import { aReport } from '../../server/testing/a-report.ts'
import type { Product } from './product.ts'

/**
 * What the office does behind the scenes of a story that is about somebody else; what is signed is signed.
 *
 * @throws Error where the command is refused
 */
export async function officeDoes(
  { fresh, town }: Product,
  person: string,
  name: string,
  number: string | undefined,
  given: unknown,
): Promise<string> {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const caseId = number === undefined ? undefined : await idOf(fresh.house, number)
  const signed = command.signed && { signed: true as const }
  const input = command.input.parse(given)
  const call = { command, input, caller: town.as(person), ...signed, ...(caseId && { caseId }) }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`)
  return answer.receipt.number
}

/** An investigation report, signed by everybody whom the pack asks. @param by who signs as what, and writes it as the first */
export async function officeReports(
  product: Product,
  number: string,
  by: { readonly investigator: string; readonly responsible: string; readonly leader: string },
): Promise<void> {
  await officeDoes(product, by.investigator, 'write-report', number, { base: 0, text: aReport('经核实，投诉属实。') })
  for (const [role, person] of Object.entries(by))
    await officeDoes(product, person, 'sign-report', number, { version: 1, role })
}

async function idOf({ pool }: Product['fresh']['house'], number: string): Promise<string> {
  const [row] = await read<{ id: string }>(pool, asSystem, {
    text: 'select id from case_row where number = $1',
    values: [number],
  })
  if (!row) throw new Error(`no case ${number}`)
  return row.id
}
