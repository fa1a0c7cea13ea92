import { type Blocks, blocksOf, readBlocks } from '../../core/search/blocks.ts'
import { findTerm, type List, type Term } from '../../core/search/page.ts'
import { casesIn, readSpots, readSpotsAmong, type Spots } from '../../core/search/spots.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Client } from '../db/pool.ts'
import { openBlock, openPage, type PageRow, type SegmentKey } from './page-writer.ts'
import { type Segment, segmentKey } from './segment-rows.ts'

/** Where a term stands in a segment; of a long list those blocks that somebody wanted so far. */
type Posting = {
  readonly cases: number
  /** Undefined where all of it is `parts[0]`. */
  readonly blocks: Blocks | undefined
  readonly parts: Spots[]
  /** The blocks that were opened, as they are written. */
  readonly opened: Buffer[]
}

/** A segment with some of its lists. */
export type OpenSegment = {
  readonly client: Client
  readonly key: SegmentKey
  readonly docs: number
  readonly postings: ReadonlyMap<Term, Posting>
}

type PageOf = { n: number; first_term: string; box: Buffer }

/** Opens the pages of several segments that hold some terms. A term that has no list in a segment does not stand there. */
export async function openSegments(
  { client, ring }: { readonly client: Client; readonly ring: KeyRing },
  segments: readonly Segment[],
  terms: readonly Term[],
): Promise<OpenSegment[]> {
  const text = 'select n, first_term, box from search_pages($1, $2)'
  const values = [segments.map(({ id }) => id), terms.toSorted((one, other) => one - other)]
  const { rows } = await client.query<PageOf>({ name: 'search-pages', text, values })
  const pages = Map.groupBy(rows, ({ n }) => n)
  return segments.map((segment, n) => {
    const key = segmentKey(ring, segment)
    const ofSegment = (pages.get(n) ?? []).map((row) => ({ first: Number(row.first_term), box: row.box }))
    return { client, key, docs: segment.docs, postings: postingsIn(key, ofSegment, terms) }
  })
}

function postingsIn(key: SegmentKey, pages: readonly PageRow[], terms: readonly Term[]): Map<Term, Posting> {
  const postings = new Map<Term, Posting>()
  const opened = pages
    .map((page) => ({ first: page.first, bytes: openPage(key, page) }))
    .sort((one, other) => other.first - one.first)
  for (const term of terms) {
    const page = opened.find(({ first }) => first <= term)
    const list = page && findTerm(page.bytes, term)
    if (list) postings.set(term, postingOf(list))
  }
  return postings
}

function postingOf({ bytes, inBlocks }: List): Posting {
  if (inBlocks) {
    const blocks = readBlocks(bytes)
    return { cases: blocks.cases, blocks, parts: [], opened: [] }
  }
  const { spots } = readSpots(bytes)
  return { cases: casesIn(spots), blocks: undefined, parts: [spots], opened: [] }
}

/** In how many cases of a segment a term stands. */
export function casesOf({ postings }: OpenSegment, term: Term): number {
  return postings.get(term)?.cases ?? 0
}

/** Where a term stands in some cases, and perhaps in others. @param among spots of these cases, ascending */
export async function spotsAmong(segment: OpenSegment, term: Term, among: Spots): Promise<Spots> {
  const posting = segment.postings.get(term)
  if (!posting?.blocks) return posting?.parts[0] ?? new Float64Array()
  const blocks = blocksOf(posting.blocks, among)
  await loadBlocks(segment, term, blocks)
  return readSpotsAmong(
    blocks.map((block) => posting.opened[block] as Buffer),
    among,
  )
}

/**
 * Where a term stands from one ordinal on, as far as so many cases take.
 *
 * @returns where it stands, perhaps before `from` as well, and up to which ordinal that is all
 */
export async function spotsFrom(
  segment: OpenSegment,
  term: Term,
  from: number,
  cases: number,
): Promise<{ spots: Spots; until: number }> {
  const posting = segment.postings.get(term)
  if (!posting?.blocks) return { spots: posting?.parts[0] ?? new Float64Array(), until: segment.docs }
  const { firsts } = posting.blocks
  const later = firsts.findIndex((first) => first > from)
  const begin = Math.max(0, (later < 0 ? firsts.length : later) - 1)
  const end = Math.min(firsts.length, begin + 1 + Math.ceil((cases * firsts.length) / posting.cases))
  const blocks = Array.from({ length: end - begin }, (_, n) => begin + n)
  await loadBlocks(segment, term, blocks)
  const spots = joined(blocks.map((block) => readSpots(posting.opened[block] as Buffer).spots))
  return { spots, until: firsts[end] ?? segment.docs }
}

async function loadBlocks(
  { client, key, postings }: OpenSegment,
  term: Term,
  wanted: readonly number[],
): Promise<void> {
  const opened = postings.get(term)?.opened ?? []
  const missing = wanted.filter((block) => !opened[block])
  if (missing.length === 0) return
  // The driver takes bytes in hexadecimal, half again as long as this: of some hundred blocks that is felt.
  const text = "select block, encode(box, 'base64') as box from search_blocks($1, $2, $3)"
  const values = [key.id, term, missing]
  const { rows } = await client.query<{ block: number; box: string }>({ name: 'search-blocks', text, values })
  for (const { block, box } of rows) opened[block] = openBlock(key, { term, block, box: Buffer.from(box, 'base64') })
}

/** Several lists that follow each other as one. */
function joined(parts: readonly Spots[]): Spots {
  if (parts.length === 1) return parts[0] as Spots
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let length = 0
  for (const part of parts) {
    all.set(part, length)
    length += part.length
  }
  return all
}
