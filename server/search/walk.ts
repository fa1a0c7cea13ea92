import { places } from '../../core/search/grams.ts'
import type { Spots } from '../../core/search/spots.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Client } from '../db/pool.ts'
import { mostCases, nextStretch, type Stretch } from './narrow.ts'
import { type OpenSegment, openSegments } from './open-segment.ts'
import { conditionsOf, type Plan, termsOf } from './plan.ts'
import type { Segment } from './segment-rows.ts'

/** A case that was found, and that the reader may see. */
export type Found = {
  readonly caseId: string
  /** ISO. */
  readonly receivedAt: string
  /** Where the first word stands, see `Spots`, and how often. */
  readonly place: number
  readonly times: number
}

type Received = Pick<Found, 'caseId' | 'receivedAt'>

/**
 * Looks hits up, by segment and ordinal: those that the reader may see and that pass the filter, by their number in the
 * question; and the hits numbered `also`, seen or not.
 */
export type Look = (
  segments: readonly string[],
  ordinals: readonly number[],
  also: readonly number[],
) => Promise<readonly { n: number; case_id: string | null; received_at: string; seen: boolean }[]>

/** So many segments are opened at first; each next time more. */
const openedAtFirst = 8
/** So many cases of the rarest condition are looked at in one round, at least and at most. */
const leastLooked = 600
const mostLooked = 100_000

/** A segment that is gone through. */
type Source = {
  readonly id: string
  readonly segment: OpenSegment
  /** The first ordinal that was not looked at yet. */
  next: number
  /** No case from there on was received later. */
  bound: string
}

/** How many cases were looked at so far, and how many of them are found. */
type Yield = { looked: number }

/**
 * Finds the newest cases that have what a plan wants. It opens the newest segments first and stops as soon as no other case
 * can be newer than those it has: a common word costs what its newest cases cost, a rare one what its list costs.
 *
 * @param wanted how many, at least 1
 * @returns so many, or all there are; the newest first, none twice
 */
export async function walkNewest(
  { client, ring, look }: { readonly client: Client; readonly ring: KeyRing; readonly look: Look },
  segments: readonly Segment[],
  plan: Plan,
  wanted: number,
): Promise<Found[]> {
  const found = new Map<string, Found>()
  const closed = [...segments]
  const terms = termsOf(conditionsOf(plan))
  const tally: Yield = { looked: 0 }
  let sources: Source[] = []
  for (let group = openedAtFirst; ; ) {
    sources = sources.filter(({ next, segment }) => next < segment.docs)
    const leading = sources.reduce((latest, { bound }) => (bound > latest ? bound : latest), '')
    const unopened = closed[0]?.newest ?? ''
    const bound = leading > unopened ? leading : unopened
    if (bound === '' || settled(found, bound) >= wanted) break
    if (unopened === bound) {
      const opening = closed.splice(0, group)
      const opened = await openSegments({ client, ring }, opening, terms)
      sources.push(
        ...opening.map(({ id, newest }, n) => ({ id, segment: opened[n] as OpenSegment, next: 0, bound: newest })),
      )
      group *= 2
    } else await advance(shares(sources, plan, enough(wanted, found.size, tally)), { plan, look, found, tally })
  }
  return [...found.values()].sort(newest).slice(0, wanted)
}

/** How many cases of the rarest condition have to be looked at until all are found, as far as those looked at tell. */
function enough(wanted: number, found: number, { looked }: Yield): number {
  const expected = ((wanted - found) * looked) / Math.max(1, found)
  return Math.min(mostLooked, Math.max(leastLooked, Math.ceil(expected * 1.2)))
}

type Share = { readonly source: Source; readonly cases: number }

/** Which segments are looked at next, the newest first, and how many cases of each: so many in all. */
function shares(sources: readonly Source[], plan: Plan, cases: number): Share[] {
  const chosen: Share[] = []
  let left = cases
  for (const source of sources.toSorted((one, other) => (one.bound < other.bound ? 1 : -1))) {
    if (left <= 0) break
    chosen.push({ source, cases: left })
    left -= mostCases(source.segment, plan) * (1 - source.next / source.segment.docs)
  }
  return chosen
}

function settled(found: ReadonlyMap<string, Found>, bound: string): number {
  let count = 0
  for (const { receivedAt } of found.values()) if (receivedAt > bound) count++
  return count
}

export function newest(one: Received, other: Received): number {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? 1 : -1
  return one.caseId < other.caseId ? 1 : -1
}

type Desk = {
  readonly plan: Plan
  readonly look: Look
  readonly found: Map<string, Found>
  readonly tally: Yield
}

/** Goes a stretch on in some segments, and looks up what it finds there. */
async function advance(chosen: readonly Share[], { plan, look, found, tally }: Desk): Promise<void> {
  const stretches = await Promise.all(
    chosen.map(({ source, cases }) => nextStretch(source.segment, plan, source.next, cases)),
  )
  const asked = chosen.map(({ source }, n) => ({ source, hits: hitsOf(stretches[n] as Stretch) }))
  const all = asked.flatMap(({ source, hits }) => hits.map((hit) => ({ ...hit, segment: source.id })))
  const lasts: number[] = []
  for (const { hits } of asked) lasts.push((lasts.at(-1) ?? -1) + hits.length)
  const rows = await look(
    all.map(({ segment }) => segment),
    all.map(({ ordinal }) => ordinal),
    lasts,
  )
  for (const { n, case_id, received_at, seen } of rows) {
    const { place = 0, times = 0 } = all[n] ?? {}
    if (times > 0 && case_id && seen && !found.has(case_id))
      found.set(case_id, { caseId: case_id, receivedAt: received_at, place, times })
  }
  for (const [n, { source }] of asked.entries()) {
    source.bound = rows.find((row) => row.n === lasts[n])?.received_at ?? source.bound
    source.next = (stretches[n] as Stretch).until
    tally.looked += (stretches[n] as Stretch).looked
  }
}

type Hit = { readonly ordinal: number; readonly place: number; readonly times: number }

/** The cases of a stretch, each with the first place of the word in it; then its last case, which tells how far back it went. */
function hitsOf({ hits, until }: { readonly hits: Spots; readonly until: number }): Hit[] {
  const found: Hit[] = []
  for (let next = 0; next < hits.length; ) {
    const spot = hits[next] as number
    const ordinal = Math.floor(spot / places)
    let end = next + 1
    while (end < hits.length && (hits[end] as number) < (ordinal + 1) * places) end++
    found.push({ ordinal, place: spot - ordinal * places, times: end - next })
    next = end
  }
  return [...found, { ordinal: until - 1, place: 0, times: 0 }]
}
