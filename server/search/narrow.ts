import { coveredBy } from '../../core/search/grams.ts'
import type { Term } from '../../core/search/page.ts'
import { before, casesUpTo, inCasesOf, type Spots, together } from '../../core/search/spots.ts'
import { casesOf, type OpenSegment, spotsAmong, spotsFrom } from './open-segment.ts'
import { type Condition, type Cover, conditionsOf, type Plan } from './plan.ts'

/** What a stretch of a segment has. */
export type Stretch = {
  /** Where the first word stands, in the cases that have all that is wanted. */
  readonly hits: Spots
  /** The first ordinal behind the stretch. */
  readonly until: number
  /** How many cases were held against the conditions. */
  readonly looked: number
}

/** At most so many cases of a segment can have what a plan wants: those of its rarest condition. */
export function mostCases(segment: OpenSegment, plan: Plan): number {
  return Math.min(...conditionsOf(plan).map((one) => sizeOf(segment, one)))
}

function sizeOf(segment: OpenSegment, { cover, others }: Condition): number {
  const [rarest] = rarestFirst(segment, cover)
  return others.reduce((sum, term) => sum + casesOf(segment, term), rarest ? casesOf(segment, rarest.term) : 0)
}

/**
 * Finds what is wanted among the next cases of a segment. It goes through the cases of the rarest condition and holds these,
 * and ever fewer, against the others: of a frequent term only those blocks are opened that may still decide something.
 *
 * @param from  the first ordinal
 * @param cases how many of the rarest condition at most, at least 1
 */
export async function nextStretch(segment: OpenSegment, plan: Plan, from: number, cases: number): Promise<Stretch> {
  const ordered = conditionsOf(plan)
    .map((condition) => ({ condition, size: sizeOf(segment, condition) }))
    .sort((one, other) => one.size - other.size)
    .map(({ condition }) => condition)
  const { spots, until } = await candidates(segment, ordered[0] as Condition, from, cases)
  const looked = spots.length
  let left = spots
  let hits: Spots = new Float64Array()
  for (const condition of ordered) {
    if (left.length === 0) break
    const found = await spotsOf(segment, condition, left)
    left = inCasesOf(left, found)
    if (condition === plan.words[0]) hits = found
  }
  return { hits: inCasesOf(hits, left), until, looked }
}

/** The next cases that can have a condition, each by one spot. */
async function candidates(
  segment: OpenSegment,
  { cover, others }: Condition,
  from: number,
  cases: number,
): Promise<{ spots: Spots; until: number }> {
  const [rarest] = rarestFirst(segment, cover)
  const terms = rarest ? [rarest.term, ...others] : others
  const parts = await Promise.all(terms.map((term) => spotsFrom(segment, term, from, cases)))
  const until = Math.min(segment.docs, ...parts.map((part) => part.until))
  return casesUpTo(together(parts.map(({ spots }) => spots)), { from, until, most: cases })
}

/** Where a condition stands in some cases, and perhaps in others. @param among of each of these cases a spot */
async function spotsOf(segment: OpenSegment, { cover, others }: Condition, among: Spots): Promise<Spots> {
  const parts = [phraseSpots(segment, cover, among), ...others.map((term) => spotsAmong(segment, term, among))]
  return together(await Promise.all(parts))
}

/** Where a phrase begins; the rarest pairs first, so that the frequent ones are held against few. */
async function phraseSpots(segment: OpenSegment, cover: Cover, among: Spots): Promise<Spots> {
  const [first, ...others] = coveredBy(rarestFirst(segment, cover))
  if (!first) return new Float64Array()
  let spots = inCasesOf(await spotsAmong(segment, first.term, among), among)
  for (const { term, behind } of others)
    if (spots.length > 0) spots = before(spots, await spotsAmong(segment, term, spots), behind - first.behind)
  return first.behind === 0 ? spots : spots.map((spot) => spot - first.behind)
}

/** None where one of them does not stand in the segment at all. */
function rarestFirst(segment: OpenSegment, cover: Cover): Cover {
  if (cover.some(({ term }) => casesOf(segment, term) === 0)) return []
  const size = (term: Term) => casesOf(segment, term)
  return [...cover].sort((one, other) => size(one.term) - size(other.term))
}
