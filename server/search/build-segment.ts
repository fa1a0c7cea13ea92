import type { Said } from '../../core/search/fields.ts'
import { fold } from '../../core/search/fold.ts'
import { eachGram, type Gram, places } from '../../core/search/grams.ts'
import { bandsOf, shinglesOf } from '../../core/understanding/min-hash.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { pageWriter } from './page-writer.ts'
import { newSegment, type SegmentRows } from './segment-rows.ts'
import {
  bandBlock,
  emailBlock,
  gramBlocks,
  phoneBlocks,
  type TermBlock,
  type TermDigests,
  unitBlock,
} from './term-digests.ts'

/** All that is searched of a case. */
export type SearchedCase = {
  readonly caseId: string
  readonly number: string
  /** ISO. */
  readonly receivedAt: string
  /** Its unit and those above it. */
  readonly units: readonly string[]
  readonly said: readonly Said[]
}

export type Tools = { readonly ring: KeyRing; readonly digests: TermDigests; readonly letters: Letters }

/** How a segment is ordered: the newest case first. */
export function newestFirst(one: Received, other: Received): number {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? 1 : -1
  return one.caseId < other.caseId ? 1 : -1
}
type Received = Pick<SearchedCase, 'caseId' | 'receivedAt'>

/** The index over some cases, ready to be stored. @param cases one at least, none twice @param readAt ISO instant at which they were read */
export function buildSegment(cases: readonly SearchedCase[], tools: Tools, readAt: string): SegmentRows {
  const sorted = [...cases].sort(newestFirst)
  const letters = new Map<Gram, number[]>()
  const pairs = new Map<Gram, number[]>()
  const named: { block: TermBlock; spot: number }[] = []
  for (const [ordinal, one] of sorted.entries()) {
    const begin = ordinal * places
    eachGram(one.number, one.said, tools.letters, {
      letter: (gram) => addOnce(letters, gram, begin),
      pair: (gram, place) => add(pairs, gram, begin + place),
    })
    for (const block of namedBlocks(one, tools)) named.push({ block, spot: begin })
  }
  const { segment, key } = newSegment(tools.ring, sorted, readAt)
  const writer = pageWriter(key)
  const lists = listsOf([letters, pairs], named, tools.digests)
  for (const term of Float64Array.from(lists.keys()).sort()) {
    const { spots, placed } = lists.get(term) as List
    writer.add(term, spots, placed)
  }
  return { segment, docs: sorted, pages: writer.end() }
}

type List = { readonly spots: number[]; readonly placed: boolean }

function listsOf(
  [letters, pairs]: readonly [Map<Gram, number[]>, Map<Gram, number[]>],
  named: readonly { readonly block: TermBlock; readonly spot: number }[],
  digests: TermDigests,
): Map<number, List> {
  const lists = new Map<number, List>()
  for (const [grams, placed] of [
    [letters, false],
    [pairs, true],
  ] as const) {
    const terms = digests(gramBlocks([...grams.keys()]))
    let n = 0
    for (const spots of grams.values()) lists.set(terms[n++] as number, { spots, placed })
  }
  const terms = digests(named.map(({ block }) => block))
  for (const [n, { spot }] of named.entries()) {
    const term = terms[n] as number
    const list = lists.get(term) ?? { spots: [], placed: false }
    if (list.spots.at(-1) !== spot) list.spots.push(spot)
    lists.set(term, list)
  }
  return lists
}

function add(lists: Map<Gram, number[]>, gram: Gram, spot: number): void {
  const list = lists.get(gram)
  if (list) list.push(spot)
  else lists.set(gram, [spot])
}

function addOnce(lists: Map<Gram, number[]>, gram: Gram, spot: number): void {
  const list = lists.get(gram)
  if (!list) lists.set(gram, [spot])
  else if (list[list.length - 1] !== spot) list.push(spot)
}

/** What a case is found by beside its text. */
function namedBlocks({ units, said }: SearchedCase, { ring, letters }: Tools): TermBlock[] {
  const bands = bandsOf(shinglesOf(fold(toldOf(said), letters).units))
  return [
    ...said.flatMap(({ field, text }) => (field === 'phone' ? phoneBlocks(text) : [])),
    ...said.flatMap(({ field, text }) => (field === 'email' ? [emailBlock(ring, text)] : [])),
    ...units.map(unitBlock),
    ...bands.map(bandBlock),
  ]
}

/** What complaints are held against each other by. */
export function toldOf(said: readonly Said[]): string {
  return ['title', 'content', 'request']
    .flatMap((name) => said.find(({ field }) => field === name)?.text ?? [])
    .join('\n')
}
