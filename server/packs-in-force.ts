import type { OrganisationState } from '../core/organisation/state.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import type { Policies } from './policies.ts'

/** A version of a pack that was put in force, for what is received from a day of the office on. */
export type Version = { readonly from: string; readonly pack: PackInForce }
/** Whose versions: the organisation as far as packs go. */
export type Adopter = {
  readonly packs: readonly string[]
  readonly versions: readonly Version[]
  readonly office: { readonly zone: string }
}

/**
 * The version of a pack for what is received on a day: of those put in force for that day the last, otherwise the one that
 * came with the program.
 *
 * @param day of the office, `2026-02-13`
 * @returns undefined where there is no such pack
 */
export function packOn(policies: Policies, { versions }: Adopter, id: string, day: string): PackInForce | undefined {
  return versions.findLast(({ from, pack }) => pack.id === id && from <= day)?.pack ?? policies.current.get(id)
}

/** The adopted packs as they are in force now, the leading one first; one that is gone is left out. */
export function adoptedNow(
  { policies, now }: { readonly policies: Policies; readonly now: () => string },
  adopter: Adopter,
): PackInForce[] {
  const today = dayOf(now(), adopter)
  return adopter.packs.flatMap((id) => packOn(policies, adopter, id, today) ?? [])
}

/** The day of the office at a moment. */
export function dayOf(moment: string, { office }: Pick<Adopter, 'office'>): string {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(office.zone).toPlainDate().toString()
}

/** The organisation as far as packs go, as its facts say it. */
export async function adopterOf(
  policies: Policies,
  { packs, versions, hours }: Pick<OrganisationState, 'packs' | 'versions' | 'hours'>,
): Promise<Adopter> {
  const found = versions.map(async ({ from, hash }) => ({ from, pack: await policies.pack(hash) }))
  return { packs, versions: await Promise.all(found), office: { zone: hours?.zone ?? 'UTC' } }
}
