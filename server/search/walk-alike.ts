import { places } from '../../core/search/grams.ts'
import type { Term } from '../../core/search/page.ts'
import { inCasesOf, type Spots, together } from '../../core/search/spots.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Client } from '../db/pool.ts'
import { casesOf, type OpenSegment, openSegments, spotsAmong, spotsFrom } from './open-segment.ts'
import { type Plan, termsOf } from './plan.ts'
import type { Segment } from './segment-rows.ts'

/** So many cases are counted, those of the rarest bands first: a band that many have in common tells little. */
const mostCounted = 6_000
/** So many cases of one band in one segment, the newest first. */
const mostOfBand = 2_000

/** A case that shares bands with a text, by segment and ordinal. */
export type Alike = { readonly segment: string; readonly ordinal: number; readonly shared: number }

/**
 * The cases that share the most bands with a text.
 *
 * @param segments the newest first
 * @param tops see `Plan.tops`
 * @param most so many at most
 * @returns the most alike first, the newer of equals
 */
export async function mostAlike(
  desk: { readonly client: Client; readonly ring: KeyRing },
  segments: readonly Segment[],
  bands: readonly Term[],
  { tops, most }: { readonly tops: Plan['tops']; readonly most: number },
): Promise<Alike[]> {
  if (bands.length === 0 || segments.length === 0) return []
  const opened = await openSegments(desk, segments, [...bands, ...termsOf(tops ? [tops] : [])])
  const telling = rarest(opened, bands)
  const found = await Promise.all(opened.map((one) => sharing(one, telling, tops)))
  return found
    .flat()
    .sort((one, other) => other.shared - one.shared)
    .slice(0, most)
}

/** The bands that the fewest cases have, rarest first: as many as can be counted (`mostCounted`), one at least of those that stand there. */
export function rarest(opened: readonly OpenSegment[], bands: readonly Term[]): Term[] {
  const sized = bands
    .map((band) => ({ band, cases: opened.reduce((sum, segment) => sum + casesOf(segment, band), 0) }))
    .filter(({ cases }) => cases > 0)
    .sort((one, other) => one.cases - other.cases)
  let counted = 0
  return sized
    .filter(({ cases }, n) => {
      counted += cases
      return n === 0 || counted <= mostCounted
    })
    .map(({ band }) => band)
}

async function sharing(segment: OpenSegment, bands: readonly Term[], tops: Plan['tops']): Promise<Alike[]> {
  const lists = await Promise.all(bands.map((band) => spotsFrom(segment, band, 0, mostOfBand)))
  const spots = lists.map((list) => list.spots.subarray(0, mostOfBand))
  const seen = tops && (await inUnits(segment, tops.others, together(spots)))
  const shared = new Map<number, number>()
  for (const list of spots)
    for (const spot of seen ? inCasesOf(list, seen) : list) {
      const ordinal = Math.floor(spot / places)
      shared.set(ordinal, (shared.get(ordinal) ?? 0) + 1)
    }
  return [...shared]
    .sort(([one], [other]) => one - other)
    .map(([ordinal, count]) => ({ segment: segment.key.id, ordinal, shared: count }))
}

async function inUnits(segment: OpenSegment, units: readonly Term[], among: Spots): Promise<Spots> {
  return together(await Promise.all(units.map((unit) => spotsAmong(segment, unit, among))))
}
