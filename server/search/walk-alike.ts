import { places } from '../../core/search/grams.ts'
import type { Term } from '../../core/search/page.ts'
import { inCasesOf, together } from '../../core/search/spots.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Client } from '../db/pool.ts'
import { listOf, readLists } from './lists.ts'
import type { Segment } from './segment-rows.ts'

/** So many cases of a band are counted, the newest first: a band that more have in common tells little. */
const mostOfBand = 2_000

/** A case that shares bands with a text, by segment and ordinal. */
export type Alike = { readonly segment: string; readonly ordinal: number; readonly shared: number }

/**
 * The cases that share the most bands with a text.
 *
 * @param tops see `Plan.tops`
 * @param most so many at most
 * @returns the most alike first, the newer of equals
 */
export async function mostAlike(
  { client, ring }: { readonly client: Client; readonly ring: KeyRing },
  segments: readonly Segment[],
  bands: readonly Term[],
  { tops, most }: { readonly tops: readonly Term[] | undefined; readonly most: number },
): Promise<Alike[]> {
  if (bands.length === 0 || segments.length === 0) return []
  const lists = await readLists(client, ring, segments, [...bands, ...(tops ?? [])])
  const found: Alike[] = []
  for (const [segment, ofSegment] of lists) {
    const shared = new Map<number, number>()
    const seen = tops && together(tops.map((term) => listOf(ofSegment, term)))
    for (const band of bands) {
      const spots = listOf(ofSegment, band)
      for (const spot of (seen ? inCasesOf(spots, seen) : spots).subarray(0, mostOfBand)) {
        const ordinal = Math.floor(spot / places)
        shared.set(ordinal, (shared.get(ordinal) ?? 0) + 1)
      }
    }
    for (const [ordinal, count] of shared) found.push({ segment, ordinal, shared: count })
  }
  return found.sort((one, other) => other.shared - one.shared || one.ordinal - other.ordinal).slice(0, most)
}
