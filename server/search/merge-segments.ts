import { places } from '../../core/search/grams.ts'
import { nextTerm, type PageReader, readPage, type Term } from '../../core/search/page.ts'
import { grown, readSpots, type Spots } from '../../core/search/spots.ts'
import type { Pool, Statement } from '../db/pool.ts'
import { asSystem, inTransaction, read, readAll } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import { newestFirst } from './build-segment.ts'
import { type Filled, openBlock, openPage, pageWriter, type SegmentKey } from './page-writer.ts'
import {
  type Doc,
  insertDocs,
  insertFilled,
  insertSegment,
  newSegment,
  type Segment,
  segmentColumns,
  segmentKey,
} from './segment-rows.ts'
import type { Shelf } from './shelf.ts'

/** So many segments of like size become one. */
const together = 8
/** No segment is made of more cases than this: eight of like size, six times over. */
export const mostDocs = 2 ** 18
/** So many pages of a segment are read at a time, and so many stored. */
const pagesAtOnce = 256

/** Held while segments are made into one, by one process at a time. */
const lock = 7_301_155

/**
 * Makes one segment of several of like size, or of one without the cases that were erased; at most one a call. Its pages are
 * stored in many small transactions while nobody knows of them, and take the place of the former ones in a last one.
 *
 * @returns whether there was anything to do
 */
export async function mergeOnce(shelf: Shelf): Promise<boolean> {
  const line = await shelf.pool.connect()
  try {
    const { rows } = await line.query<{ mine: boolean }>({
      text: 'select pg_try_advisory_lock($1) as mine',
      values: [lock],
    })
    if (!rows[0]?.mine) return false
    try {
      return await mergeAlone(shelf)
    } finally {
      await line.query({ text: 'select pg_advisory_unlock($1)', values: [lock] })
    }
  } finally {
    line.release()
  }
}

async function mergeAlone(shelf: Shelf): Promise<boolean> {
  const segments = await read<Segment & { erased: boolean }>(shelf.pool, asSystem, selectSegments)
  const chosen = chooseSegments(segments)
  if (chosen.length === 0) return false
  await read(shelf.pool, asSystem, dropOrphans)
  const parts = await readParts(shelf, chosen)
  const docs = parts.docs
  const { segment, key } = newSegment(shelf.ring, docs.length > 0 ? docs : [nobody], lastOf(chosen))
  if (docs.length > 0) await mergePages(shelf, parts.cursors, key)
  failpoint('search.merged')
  await replace(shelf.pool, chosen, docs.length > 0 ? segment : undefined, docs, parts.erased)
  failpoint('search.replaced')
  return true
}

const nobody: Doc = { caseId: '', receivedAt: '' }

const selectSegments: Statement = {
  name: 'search-merge-segments',
  text: `select ${segmentColumns}, exists (select from search_doc d where d.segment = s.id and d.case_id is null) as erased
    from search_segment s order by s.newest, s.id`,
}

/** What a merge left behind that never came to its end. The segments that have pages are asked for one after the other: they are few. */
const dropOrphans: Statement = {
  name: 'search-orphans',
  text: `with recursive filled(id) as (
      (select segment from search_page order by segment limit 1)
      union all select (select p.segment from search_page p where p.segment > f.id order by p.segment limit 1) from filled f where f.id is not null
    ), orphan as (select id from filled where id is not null and not exists (select from search_segment s where s.id = filled.id)),
    blocks as (delete from search_block b using orphan o where b.segment = o.id)
    delete from search_page p using orphan o where p.segment = o.id`,
}

/** A segment with erased cases by itself; otherwise eight of like size, the oldest first. @param segments in the order of their cases */
function chooseSegments<S extends Pick<Segment, 'docs'> & { erased: boolean }>(segments: readonly S[]): S[] {
  const erased = segments.find((one) => one.erased)
  if (erased) return [erased]
  const small = segments.filter(({ docs }) => docs <= mostDocs / 2)
  const levels = Map.groupBy(small, ({ docs }) => Math.floor(Math.log2(docs) / Math.log2(together)))
  const full = [...levels.entries()].sort(([one], [other]) => one - other).find(([, level]) => level.length >= together)
  if (!full) return []
  let docs = 0
  const chosen = full[1].slice(0, together).filter((one) => {
    docs += one.docs
    return docs <= mostDocs
  })
  return chosen.length > 1 ? chosen : []
}

function lastOf(segments: readonly Segment[]): string {
  return segments.reduce((last, { madeAt }) => (madeAt > last ? madeAt : last), '')
}

type DocRow = { segment: string; ordinal: number; case_id: string | null; received_at: string }

/** The cases of the new segment, and for each part where its cases are in it; -1 where they are no more. */
async function readParts(
  { pool, ring }: Shelf,
  chosen: readonly Segment[],
): Promise<{ docs: Doc[]; cursors: Cursor[]; erased: number }> {
  const text =
    'select segment, ordinal, case_id, received_at from search_doc where segment = any($1::uuid[]) order by segment, ordinal'
  const rows = await read<DocRow>(pool, asSystem, {
    name: 'search-merge-docs',
    text,
    values: [chosen.map(({ id }) => id)],
  })
  const age = new Map([...chosen].sort((a, b) => (a.madeAt < b.madeAt ? -1 : 1)).map(({ id }, n) => [id, n]))
  const latest = new Map<string, DocRow>()
  for (const row of rows) {
    const known = row.case_id === null ? undefined : latest.get(row.case_id)
    if (row.case_id !== null && (!known || (age.get(known.segment) ?? 0) < (age.get(row.segment) ?? 0)))
      latest.set(row.case_id, row)
  }
  const kept = [...latest.values()].map((row) => ({ row, caseId: row.case_id ?? '', receivedAt: row.received_at }))
  kept.sort(newestFirst)
  const moves = new Map(chosen.map(({ id, docs }) => [id, new Int32Array(docs).fill(-1)]))
  for (const [ordinal, { row }] of kept.entries()) (moves.get(row.segment) as Int32Array)[row.ordinal] = ordinal
  // The newest first, as its cases are: so most lists follow each other in order.
  const cursors = chosen.toReversed().map((one) => newCursor(segmentKey(ring, one), moves.get(one.id) as Int32Array))
  const docs = kept.map(({ caseId, receivedAt }) => ({ caseId, receivedAt }))
  return { docs, cursors, erased: rows.filter(({ case_id }) => case_id === null).length }
}

/** Goes through the terms of a segment in order. */
type Cursor = {
  readonly key: SegmentKey
  readonly moves: Int32Array
  page: PageReader
  pages: Buffer[]
  last: string
  /** The term that is next; none left: infinite. */
  term: Term
}

function newCursor(key: SegmentKey, moves: Int32Array): Cursor {
  return { key, moves, page: readPage(Buffer.alloc(0)), pages: [], last: '-1', term: -1 }
}

/** Steps to the next term. @returns false where pages have to be read first */
function step(cursor: Cursor): boolean {
  while (!nextTerm(cursor.page)) {
    const page = cursor.pages.shift()
    if (!page) return false
    cursor.page = readPage(page)
  }
  cursor.term = cursor.page.term
  return true
}

async function readMore(pool: Pool, cursor: Cursor): Promise<void> {
  const text = `select first_term, box from search_page where segment = $1 and first_term > $2 order by first_term limit ${pagesAtOnce}`
  const values = [cursor.key.id, cursor.last]
  const rows = await read<{ first_term: string; box: Buffer }>(pool, asSystem, {
    name: 'search-merge-pages',
    text,
    values,
  })
  cursor.last = rows.at(-1)?.first_term ?? cursor.last
  cursor.pages = rows.map(({ first_term, box }) => openPage(cursor.key, { first: Number(first_term), box }))
  if (!step(cursor)) cursor.term = Number.POSITIVE_INFINITY
}

async function mergePages({ pool, longest }: Shelf, cursors: readonly Cursor[], key: SegmentKey): Promise<void> {
  const writer = pageWriter(key, longest)
  for (const cursor of cursors) await readMore(pool, cursor)
  for (;;) {
    const term = leastTerm(cursors)
    if (term === Number.POSITIVE_INFINITY) break
    const parts = cursors.filter((cursor) => cursor.term === term)
    const lists = parts.some(({ page }) => page.list.inBlocks) ? await readWhole(pool, parts) : parts.map(listOf)
    const { spots, placed } = moved(lists)
    if (spots.length > 0) writer.add(term, spots, placed)
    for (const cursor of parts) if (!step(cursor)) await readMore(pool, cursor)
    if (writer.waiting() >= pagesAtOnce) await store(pool, key, writer.take())
  }
  await store(pool, key, writer.end())
}

function leastTerm(cursors: readonly Cursor[]): Term {
  let least = Number.POSITIVE_INFINITY
  for (const { term } of cursors) if (term < least) least = term
  return least
}

async function store(pool: Pool, { id }: SegmentKey, filled: Filled): Promise<void> {
  await inTransaction(pool, asSystem, async () => ({ result: undefined, writes: insertFilled(id, filled) }))
}

/** A list of a segment, with where its cases are now. */
type Part = { readonly list: Uint8Array; readonly moves: Int32Array }

function listOf({ page, moves }: Cursor): Part {
  return { list: page.list.bytes, moves }
}

/** The same, of lists of which some lie in blocks. */
async function readWhole(pool: Pool, cursors: readonly Cursor[]): Promise<Part[]> {
  const text = 'select block, box from search_block where segment = $1 and term = $2 order by block'
  const long = cursors.filter(({ page }) => page.list.inBlocks)
  const answers = await readAll<{ block: number; box: Buffer }[]>(
    pool,
    asSystem,
    long.map(({ key, term }) => ({ name: 'search-merge-blocks', text, values: [key.id, term] })),
  )
  return cursors.flatMap((cursor) => {
    const rows = answers[long.indexOf(cursor)]
    if (!rows) return [listOf(cursor)]
    const { key, term, moves } = cursor
    return rows.map((row) => ({ list: openBlock(key, { term, ...row }), moves }))
  })
}

/** Where the spots of a list are, and those of all parts: what is allocated for each list anew keeps the collector busy. */
let [here, all] = [new Float64Array(2 ** 16), new Float64Array(2 ** 16)]

/** The spots of several parts where they are now, in order; until the next call. */
function moved(parts: readonly Part[]): { spots: Spots; placed: boolean } {
  let [length, sorted, isPlaced] = [0, true, false]
  for (const { list, moves } of parts) {
    if (here.length < list.length) here = grown(here, list.length)
    if (all.length < length + list.length) all = grown(all, length + list.length)
    const { spots, placed } = readSpots(list, here)
    isPlaced = placed
    for (let n = 0; n < spots.length; n++) {
      const spot = spots[n] as number
      const ordinal = Math.floor(spot / places)
      const now = moves[ordinal] as number
      if (now < 0) continue
      const place = spot + (now - ordinal) * places
      sorted &&= length === 0 || place > (all[length - 1] as number)
      all[length++] = place
    }
  }
  const kept = all.subarray(0, length)
  return { spots: sorted ? kept : kept.sort(), placed: isPlaced }
}

/** @throws Error where a part is gone, or a case was erased meanwhile: the next call makes it anew */
async function replace(
  pool: Pool,
  parts: readonly Segment[],
  segment: Segment | undefined,
  docs: readonly Doc[],
  erased: number,
): Promise<void> {
  const values = [parts.map(({ id }) => id)]
  await inTransaction(pool, asSystem, async (client) => {
    const gone = await client.query({ text: 'delete from search_segment where id = any($1::uuid[])', values })
    const dropped = await client.query<{ erased: boolean }>({
      text: 'delete from search_doc where segment = any($1::uuid[]) returning case_id is null as erased',
      values,
    })
    const now = dropped.rows.filter((row) => row.erased).length
    if (gone.rowCount !== parts.length || now !== erased)
      throw new Error('segments changed while they were made into one')
    return {
      result: undefined,
      writes: [
        { text: 'delete from search_page where segment = any($1::uuid[])', values },
        { text: 'delete from search_block where segment = any($1::uuid[])', values },
        ...(segment ? [insertSegment(segment), insertDocs(segment.id, docs)] : []),
      ],
    }
  })
}
