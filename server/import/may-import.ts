import { postsWith } from '../../core/policy/pack-in-force.ts'
import { postsOver } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'

/**
 * Whether a person may bring a file of complaints.
 *
 * @param unit the unit that gets them; anywhere where left out
 */
export async function mayImport(house: House, person: string, unit?: string): Promise<boolean> {
  const organisation = await house.directory.now()
  if (!organisation) return false
  const [leading] = adoptedNow(house, organisation)
  const holders = leading ? postsWith(leading, 'may-import') : []
  const units = unit === undefined ? [...organisation.units.keys()] : [unit]
  return units.some((one) => postsOver(organisation, person, one).some((post) => holders.includes(post)))
}
