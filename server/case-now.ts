import { letTimePass } from '../core/case/reactions.ts'
import type { CaseState } from '../core/case/state.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import { holdersOver } from './directory.ts'
import type { House } from './house.ts'
import type { PinnedCalendar, StoredPolicies } from './policies.ts'

/** The packs and the calendar that a case pinned at its receipt. */
export async function pinnedBy(
  { policies }: { readonly policies: StoredPolicies },
  state: CaseState,
): Promise<{ packs: PackInForce[]; calendar: PinnedCalendar }> {
  const packs = await Promise.all(state.regimes.map(({ hash }) => policies.pack(hash)))
  return { packs, calendar: await policies.calendar(state.calendar) }
}

/** A case at a moment, under the packs and the calendar that it pinned. */
export type CaseNow = {
  readonly state: CaseState
  readonly packs: readonly PackInForce[]
  readonly calendar: PinnedCalendar
  readonly now: string
}

/** A case as it stands now: what the clock has brought about since its last fact stands in no stream yet. */
export async function asOfNow(house: House, stored: CaseState): Promise<CaseNow> {
  const { packs, calendar } = await pinnedBy(house, stored)
  const now = house.now()
  const organisation = await house.directory.now()
  const holders = (post: string, unit: string) => (organisation ? holdersOver(organisation, post, unit) : [])
  const around = { holdersOver: holders }
  const { state } = letTimePass(stored, { packs, calendar: calendar.calendar, now, around })
  return { state, packs, calendar, now }
}
