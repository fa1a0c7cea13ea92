import { coverOf } from '../../core/search/grams.ts'
import { findTerm, type Term } from '../../core/search/page.ts'
import { before, inCasesOf, readSpots, type Spots, together } from '../../core/search/spots.ts'
import type { Word } from '../../core/search/wanted.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Client } from '../db/pool.ts'
import { openPage } from './page-writer.ts'
import { type Segment, segmentKey } from './segment-rows.ts'
import { emailBlock, gramBlocks, phoneBlocks, type TermDigests, unitBlock } from './term-digests.ts'

/** A word by its terms. */
type WordTerms = {
  readonly cover: readonly { readonly term: Term; readonly behind: number }[]
  /** By any of these as well: phone, e-mail. */
  readonly others: readonly Term[]
}

/** What cases must have to be found. */
export type Plan = {
  readonly words: readonly WordTerms[]
  /** The units at the top of what the reader sees, by one of which a case must stand; undefined for who sees everything. */
  readonly tops: readonly Term[] | undefined
}

/** @param units see `Plan.tops` */
export function planOf(
  words: readonly Word[],
  units: readonly string[] | undefined,
  { ring, digests }: { readonly ring: KeyRing; readonly digests: TermDigests },
): Plan {
  return {
    words: words.map(({ phrase, digits, email }) => {
      const cover = coverOf(phrase)
      const terms = digests(gramBlocks(cover.map(({ gram }) => gram)))
      const others = [...(digits ? phoneBlocks(digits).slice(-1) : []), ...(email ? [emailBlock(ring, email)] : [])]
      return {
        cover: cover.map(({ behind }, n) => ({ term: terms[n] as number, behind })),
        others: [...digests(others)],
      }
    }),
    tops: units && [...digests(units.map(unitBlock))],
  }
}

export function termsOf({ words, tops = [] }: Plan): Term[] {
  const all = words.flatMap(({ cover, others }) => [...cover.map(({ term }) => term), ...others])
  return [...new Set([...all, ...tops])]
}

/** The lists of some terms in one segment, as they are written. */
export type Lists = ReadonlyMap<Term, Uint8Array>

type PageOf = { segment: string; term: string; first_term: string; box: Buffer }

/** Reads the lists of terms in several segments. A page that holds several of the terms is opened once. */
export async function readLists(
  client: Client,
  ring: KeyRing,
  segments: readonly Segment[],
  terms: readonly Term[],
): Promise<Map<string, Lists>> {
  const text = 'select segment, term, first_term, box from search_pages($1, $2)'
  const { rows } = await client.query<PageOf>({
    name: 'search-pages',
    text,
    values: [segments.map(({ id }) => id), terms],
  })
  const keys = new Map(segments.map((segment) => [segment.id, segmentKey(ring, segment)]))
  const lists = new Map(segments.map(({ id }) => [id, new Map<Term, Uint8Array>()]))
  const opened = new Map<string, Buffer>()
  for (const { segment, term, first_term, box } of rows) {
    const name = `${segment} ${first_term}`
    const key = keys.get(segment)
    if (!key) continue
    const page = opened.get(name) ?? openPage(key, { first: Number(first_term), box })
    opened.set(name, page)
    const list = findTerm(page, Number(term))
    if (list) lists.get(segment)?.set(Number(term), list)
  }
  return lists
}

/** Where a segment has all that is wanted: the spots of the first word in the cases that have the others too. */
export function hitsIn(lists: Lists, { words, tops }: Plan): Spots {
  const conditions = words.map((word) => spotsOf(lists, word))
  const [first = none, ...others] = tops
    ? [...conditions, together(tops.map((term) => listOf(lists, term)))]
    : conditions
  return others.reduce(inCasesOf, first)
}

const none = new Float64Array()

function spotsOf(lists: Lists, { cover, others }: WordTerms): Spots {
  return together([phraseSpots(lists, cover), ...others.map((term) => listOf(lists, term))])
}

/** Where the phrase begins; the shorter lists first, so that the longer ones are held against few. */
function phraseSpots(lists: Lists, cover: WordTerms['cover']): Spots {
  if (!cover.every(({ term }) => lists.has(term))) return none
  const size = ({ term }: { term: Term }) => lists.get(term)?.length ?? 0
  const [first, ...others] = [...cover].sort((one, other) => size(one) - size(other))
  if (!first) return none
  const shifted = others.reduce(
    (spots, { term, behind }) => before(spots, listOf(lists, term), behind - first.behind),
    listOf(lists, first.term),
  )
  return first.behind === 0 ? shifted : shifted.map((spot) => spot - first.behind)
}

export function listOf(lists: Lists, term: Term): Spots {
  const list = lists.get(term)
  return list ? readSpots(list).spots : none
}
