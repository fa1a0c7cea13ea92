import { weekdayOffice } from '../../core/calendar/calendar-shape.ts'
import { found } from '../../core/organisation/commands.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from './handle-organisation.ts'

/** What an import goes by before anybody set the house up; the set-up puts it right. */
const guessed = {
  name: '未命名机构',
  hours: weekdayOffice('Asia/Shanghai', [
    ['09:00', '12:00'],
    ['13:30', '18:00'],
  ]),
}

/**
 * The organisation, founded without people where there is none yet.
 *
 * @param packs ids of the packs that a new organisation adopts, the leading one first
 * @throws Error where a pack is not in the folder
 */
export async function ensureOrganisation(
  house: House,
  { name = guessed.name, packs }: { readonly name?: string; readonly packs: readonly string[] },
): Promise<Organisation> {
  const known = await house.directory.refresh()
  if (known) return known
  const input = { ...guessed, name, packs }
  const answer = await handleOrganisation(house, { command: found, input, caller: { kind: 'system', id: 'import' } })
  if ('refusal' in answer && answer.refusal.code !== 'organisation.founded-already')
    throw new Error(`the organisation cannot be founded: ${answer.refusal.code}`)
  const organisation = await house.directory.refresh()
  if (!organisation) throw new Error('an organisation was founded a moment ago')
  return organisation
}
