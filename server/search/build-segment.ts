import type { Said } from '../../core/search/fields.ts'
import { fold } from '../../core/search/fold.ts'
import { eachGram, type Gram, places } from '../../core/search/grams.ts'
import { orderOf } from '../../core/search/order.ts'
import { bandsOf, shinglesOf } from '../../core/understanding/min-hash.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { type Filled, type Longest, type PageWriter, pageWriter } from './page-writer.ts'
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

export type Tools = {
  readonly ring: KeyRing
  readonly digests: TermDigests
  readonly letters: Letters
  /** Set by tests alone, whose lists are short. */
  readonly longest?: Longest
}

/** How a segment is ordered: the newest case first. */
export function newestFirst(one: Received, other: Received): number {
  if (one.receivedAt !== other.receivedAt) return one.receivedAt < other.receivedAt ? 1 : -1
  return one.caseId < other.caseId ? 1 : -1
}
type Received = Pick<SearchedCase, 'caseId' | 'receivedAt'>

/** The index over some cases, ready to be stored. @param cases one at least, none twice @param readAt ISO instant at which they were read */
export function buildSegment(cases: readonly SearchedCase[], tools: Tools, readAt: string): SegmentRows {
  const sorted = [...cases].sort(newestFirst)
  const letters = newStands()
  const pairs = newStands()
  const blocks: TermBlock[] = []
  const named = newStands()
  for (const [ordinal, one] of sorted.entries()) {
    const begin = ordinal * places
    eachGram(one.number, one.said, tools.letters, {
      letter: (gram) => stand(letters, gram, begin),
      pair: (gram, place) => stand(pairs, gram, begin + place),
    })
    for (const block of namedBlocks(one, tools)) stand(named, blocks.push(block) - 1, begin)
  }
  const lists = [
    listsOf(letters, (grams) => tools.digests(gramBlocks(grams)), false),
    listsOf(pairs, (grams) => tools.digests(gramBlocks(grams)), true),
    namedLists(named, tools.digests(blocks)),
  ]
  const { segment, key } = newSegment(tools.ring, sorted, readAt)
  return { segment, docs: sorted, filled: fillPages(pageWriter(key, tools.longest), lists) }
}

/** That grams stand at spots, as they come. */
type Stands = { grams: Uint32Array; spots: Float64Array; length: number }

function newStands(): Stands {
  return { grams: new Uint32Array(1024), spots: new Float64Array(1024), length: 0 }
}

function stand(stands: Stands, gram: Gram, spot: number): void {
  if (stands.length === stands.grams.length) {
    const { grams, spots } = stands
    stands.grams = new Uint32Array(grams.length * 2)
    stands.grams.set(grams)
    stands.spots = new Float64Array(spots.length * 2)
    stands.spots.set(spots)
  }
  stands.grams[stands.length] = gram
  stands.spots[stands.length++] = spot
}

/** Terms, and of each where its spots begin in the list of all; they end where those of the next begin. */
type TermLists = {
  readonly terms: Float64Array
  readonly begins: Uint32Array
  readonly spots: Float64Array
  readonly placed: boolean
}

function listsOf(stands: Stands, digests: (grams: Uint32Array) => Float64Array, placed: boolean): TermLists {
  const order = orderOf(stands.grams, stands.length, 32)
  const spots = new Float64Array(stands.length)
  const grams = new Uint32Array(stands.length)
  const begins = new Uint32Array(stands.length + 1)
  let [length, count] = [0, 0]
  for (let n = 0; n < order.length; n++) {
    const at = order[n] as number
    const gram = stands.grams[at] as number
    const spot = stands.spots[at] as number
    if (count === 0 || grams[count - 1] !== gram) {
      grams[count] = gram
      begins[count++] = length
    } else if (spots[length - 1] === spot) continue
    spots[length++] = spot
  }
  begins[count] = length
  return { terms: digests(grams.subarray(0, count)), begins, spots, placed }
}

/** The same, of terms that have their digests already. */
function namedLists({ spots, length }: Stands, digests: Float64Array): TermLists {
  const numbers = new Map<number, number>()
  for (const term of digests) if (!numbers.has(term)) numbers.set(term, numbers.size)
  const grams = Uint32Array.from(digests, (term) => numbers.get(term) as number)
  const terms = Float64Array.from(numbers.keys())
  return listsOf({ grams, spots, length }, (some) => Float64Array.from(some, (n) => terms[n] as number), false)
}

function fillPages(writer: PageWriter, lists: readonly TermLists[]): Filled {
  const whole = lists.reduce((sum, { terms }) => sum + terms.length, 0)
  const terms = new Float64Array(whole)
  const which = new Uint8Array(whole)
  let before = 0
  const firsts = lists.map((list, n) => {
    terms.set(list.terms, before)
    which.fill(n, before, before + list.terms.length)
    before += list.terms.length
    return before - list.terms.length
  })
  for (const at of orderOf(terms, whole, 48)) {
    const { begins, spots, placed } = lists[which[at] as number] as TermLists
    const n = at - (firsts[which[at] as number] as number)
    writer.add(terms[at] as number, spots.subarray(begins[n], begins[n + 1]), placed)
  }
  return writer.end()
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
