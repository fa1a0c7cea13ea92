import type { House } from '../house.ts'
import { refreshSight } from '../organisation/sight.ts'
import { dayOf } from '../packs-in-force.ts'

/** Does at the beginning of each day of the office what its versions of packs ask for; nothing while the day lasts. */
export function beginDays(house: House): () => Promise<void> {
  let begun: string | undefined
  return async () => {
    const organisation = await house.directory.now()
    const today = organisation && dayOf(house.now(), organisation)
    if (!organisation || today === begun) return
    await refreshSight(house, organisation)
    begun = today
  }
}
