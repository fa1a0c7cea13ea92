import type { Said } from '../../core/search/fields.ts'
import { fold } from '../../core/search/fold.ts'
import { eachGram, type Gram, places } from '../../core/search/grams.ts'
import { orderOf } from '../../core/search/order.ts'
import { newWriter, writeBytes, written } from '../../core/search/spots.ts'
import { bandsOf, shinglesOf } from '../../core/understanding/min-hash.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import { type Filled, type Longest, type PageWriter, pageWriter } from './page-writer.ts'
import { type Doc, newSegment, type SegmentRows } from './segment-rows.ts'
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
  const { add, end } = segmentBuilder(tools)
  for (const one of [...cases].sort(newestFirst)) add(one)
  return end(readAt)
}

/** Takes cases in one by one, the newest first, none twice; what was said in them need not be kept until the `end`. */
export function segmentBuilder(tools: Tools): { add(one: SearchedCase): void; end(readAt: string): SegmentRows } {
  const docs: Doc[] = []
  const letters = newStands()
  const pairs = newStands()
  const named = newStands()
  const blocks = newWriter(2 ** 16)
  let begin = 0
  const take = {
    letter: (gram: Gram) => stand(letters, gram, begin),
    pair: (gram: Gram, place: number) => stand(pairs, gram, begin + place),
  }
  return {
    add(one) {
      begin = docs.length * places
      docs.push({ caseId: one.caseId, receivedAt: one.receivedAt })
      eachGram(one.number, one.said, tools.letters, take)
      for (const block of namedBlocks(one, tools)) {
        stand(named, blocks.length / block.length, begin)
        writeBytes(blocks, block)
      }
    },
    end(readAt) {
      const { segment, key } = newSegment(tools.ring, docs, readAt)
      const digested = (stands: Stands, placed: boolean): TermLists => {
        const { keys, ...lists } = groupsOf(stands.grams, stands, 32)
        return { ...lists, terms: tools.digests(gramBlocks(keys)), placed }
      }
      const { keys: terms, ...lists } = groupsOf(tools.digests(Buffer.from(written(blocks))), named, 48)
      const all = [digested(letters, false), digested(pairs, true), { ...lists, terms, placed: false }]
      return { segment, docs, filled: fillPages(pageWriter(key, tools.longest), all) }
    },
  }
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

/** Keys, each once and ascending, and of each where its spots begin in the list of all; they end where those of the next begin. */
type Groups<Keys> = { readonly keys: Keys; readonly begins: Uint32Array; readonly spots: Float64Array }
type TermLists = Omit<Groups<never>, 'keys'> & { readonly terms: Float64Array; readonly placed: boolean }

/** @param keys of each of the stands @param bits how large they are at most */
function groupsOf<Keys extends Uint32Array | Float64Array>(
  keys: Keys,
  stands: Pick<Stands, 'spots' | 'length'>,
  bits: 32 | 48,
): Groups<Keys> {
  const { length } = stands
  const order = orderOf(keys, length, bits)
  const spots = new Float64Array(length)
  const grouped = keys.slice(0, length) as Keys
  const begins = new Uint32Array(length + 1)
  let [filled, count] = [0, 0]
  for (let n = 0; n < length; n++) {
    const at = order[n] as number
    const key = keys[at] as number
    const spot = stands.spots[at] as number
    if (count === 0 || grouped[count - 1] !== key) {
      grouped[count] = key
      begins[count++] = filled
    } else if (spots[filled - 1] === spot) continue
    spots[filled++] = spot
  }
  begins[count] = filled
  return { keys: grouped.subarray(0, count) as Keys, begins, spots }
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
