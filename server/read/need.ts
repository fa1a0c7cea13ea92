import { allCommands } from '../../core/case/commands.ts'
import { whyNot } from '../../core/case/may-run.ts'
import { asOfNow } from '../case-now.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'

/** What somebody with need may do: more than to read, or to step back. */
const needing = allCommands.filter(({ creates, authority }) => !creates && authority !== 'may-read')

/** Whether a person has something to do for a case as it stands, or handles it; others read it with what tells of persons masked. */
export async function hasNeed(
  house: House,
  organisation: Organisation,
  person: string,
  facts: readonly ToldFact[],
): Promise<boolean> {
  const base = await asOfNow(house, foldCase(facts))
  if (base.state.handler === person) return true
  const context = contextOf(organisation, { caller: { kind: 'staff', id: person } }, base, base.state.unit)
  return needing.some((command) => !whyNot(command, context))
}
