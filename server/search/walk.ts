import { places } from '../../core/search/grams.ts'
import type { Spots } from '../../core/search/spots.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Client } from '../db/pool.ts'
import { hitsIn, type Plan, readLists, termsOf } from './lists.ts'
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

/** How many segments are opened at first, and how many hits of one are looked up at first; each next time more. */
const atFirst = { segments: 4, hits: 600 }

type Source = {
  readonly id: string
  readonly spots: Spots
  next: number
  /** No hit that was not looked up yet was received later. */
  bound: string
  chunk: number
}

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
  let sources: Source[] = []
  for (let group = atFirst.segments; ; ) {
    sources = sources.filter(({ next, spots }) => next < spots.length)
    const leading = sources.reduce((latest, { bound }) => (bound > latest ? bound : latest), '')
    const unopened = closed[0]?.newest ?? ''
    const bound = leading > unopened ? leading : unopened
    if (bound === '' || settled(found, bound) >= wanted) break
    if (unopened === bound) {
      sources.push(...(await openSources(client, ring, closed.splice(0, group), plan)))
      group *= 2
    } else
      await advance(
        sources.filter((one) => one.bound === leading || one.next === 0),
        look,
        found,
      )
  }
  return [...found.values()].sort(newest).slice(0, wanted)
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

async function openSources(client: Client, ring: KeyRing, segments: readonly Segment[], plan: Plan): Promise<Source[]> {
  const lists = await readLists(client, ring, segments, termsOf(plan))
  return segments.map(({ id, newest: bound }) => {
    const spots = hitsIn(lists.get(id) ?? new Map(), plan)
    return { id, spots, next: 0, bound, chunk: atFirst.hits }
  })
}

/** Looks the next hits of some sources up. */
async function advance(sources: readonly Source[], look: Look, found: Map<string, Found>): Promise<void> {
  const asked = sources.map((source) => ({ source, hits: nextHits(source) }))
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
    if (case_id && seen && !found.has(case_id))
      found.set(case_id, { caseId: case_id, receivedAt: received_at, place, times })
  }
  for (const [n, { source }] of asked.entries())
    source.bound = rows.find((row) => row.n === lasts[n])?.received_at ?? source.bound
}

/** The next cases of a source, each with the first place of the word in it. */
function nextHits(source: Source): { ordinal: number; place: number; times: number }[] {
  const { spots, chunk } = source
  const hits: { ordinal: number; place: number; times: number }[] = []
  while (source.next < spots.length && hits.length < chunk) {
    const spot = spots[source.next] as number
    const ordinal = Math.floor(spot / places)
    let end = source.next + 1
    while (end < spots.length && (spots[end] as number) < (ordinal + 1) * places) end++
    hits.push({ ordinal, place: spot - ordinal * places, times: end - source.next })
    source.next = end
  }
  source.chunk = chunk * 4
  return hits
}
