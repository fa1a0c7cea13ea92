import { randomUUIDv7 } from 'node:crypto'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Statement } from '../db/pool.ts'
import type { BlockRow, Filled, PageRow, SegmentKey } from './page-writer.ts'

/** A segment as it is stored. */
export type Segment = {
  readonly id: string
  readonly docs: number
  /** ISO. */
  readonly newest: string
  readonly oldest: string
  /** When the facts that it was made of were read; of a segment made of several the last of these moments. */
  readonly madeAt: string
  readonly epoch: number
  readonly wrapped: Buffer
}

/** A case of a segment; its place in the list is its ordinal. */
export type Doc = { readonly caseId: string; readonly receivedAt: string }

export type SegmentRows = {
  readonly segment: Segment
  readonly docs: readonly Doc[]
  readonly filled: Filled
}

/** Whose key the pages of a segment lie under, in the key tree. */
const holder = 'search'

/** A new segment with its key. @param docs the newest first, one at least @param madeAt see `Segment` */
export function newSegment(ring: KeyRing, docs: readonly Doc[], madeAt: string): { segment: Segment; key: SegmentKey } {
  const id = randomUUIDv7()
  const { key, epoch, wrapped } = ring.newKey(id, holder)
  const [newest, oldest] = [docs[0]?.receivedAt ?? '', docs.at(-1)?.receivedAt ?? '']
  return { segment: { id, docs: docs.length, newest, oldest, madeAt, epoch, wrapped }, key: { id, key } }
}

/** The key of a stored segment. */
export function segmentKey(
  ring: KeyRing,
  { id, epoch, wrapped }: Pick<Segment, 'id' | 'epoch' | 'wrapped'>,
): SegmentKey {
  return { id, key: ring.unwrap(id, holder, epoch, wrapped) }
}

/** All of a segment, named as `Segment` names it. */
export const segmentColumns = 'id, docs, newest, oldest, made_at as "madeAt", epoch, wrapped'

/** So many bytes of pages travel in one statement, about. */
const together = 4 * 2 ** 20

/** The statements that store a segment; to be run in one transaction. */
export function storeSegment({ segment, docs, filled }: SegmentRows): Statement[] {
  return [insertSegment(segment), insertDocs(segment.id, docs), ...insertFilled(segment.id, filled)]
}

export function insertSegment({ id, docs, newest, oldest, madeAt, epoch, wrapped }: Segment): Statement {
  return {
    name: 'insert-segment',
    text: 'insert into search_segment (id, docs, newest, oldest, made_at, epoch, wrapped) values ($1, $2, $3, $4, $5, $6, $7)',
    values: [id, docs, newest, oldest, madeAt, epoch, wrapped],
  }
}

export function insertDocs(segment: string, docs: readonly Doc[]): Statement {
  return {
    name: 'insert-search-docs',
    text: `insert into search_doc (segment, ordinal, case_id, received_at)
      select $1, d.n - 1, d.id, d.at from unnest($2::uuid[], $3::timestamptz[]) with ordinality as d(id, at, n)`,
    values: [segment, docs.map(({ caseId }) => caseId), docs.map(({ receivedAt }) => receivedAt)],
  }
}

/** The statements that store pages and blocks of a segment. */
export function insertFilled(segment: string, { pages, blocks }: Filled): Statement[] {
  return [
    ...parcels(pages).map((some) => insertPages(segment, some)),
    ...parcels(blocks).map((some) => insertBlocks(segment, some)),
  ]
}

/** As many at a time as travel in one statement. */
function parcels<Row extends { readonly box: Buffer }>(rows: readonly Row[]): Row[][] {
  const cut: Row[][] = []
  let bytes = together
  for (const row of rows) {
    if (bytes >= together) {
      cut.push([])
      bytes = 0
    }
    cut.at(-1)?.push(row)
    bytes += row.box.length
  }
  return cut
}

function insertPages(segment: string, pages: readonly PageRow[]): Statement {
  const text = `insert into search_page (segment, first_term, box)
    select $1, p.first, substring($2::bytea from p.begin for p.length) from unnest($3::bigint[], $4::int[], $5::int[]) as p(first, begin, length)`
  return {
    name: 'insert-search-pages',
    text,
    values: [segment, ...asOne(pages, ({ first }) => [first])],
  }
}

function insertBlocks(segment: string, blocks: readonly BlockRow[]): Statement {
  const text = `insert into search_block (segment, term, block, box)
    select $1, b.term, b.block, substring($2::bytea from b.begin for b.length)
    from unnest($3::bigint[], $4::int[], $5::int[], $6::int[]) as b(term, block, begin, length)`
  return {
    name: 'insert-search-blocks',
    text,
    values: [segment, ...asOne(blocks, ({ term, block }) => [term, block])],
  }
}

/** Boxes travel as one value and are cut apart by the server: as texts they would be twice as long. */
function asOne<Row extends { readonly box: Buffer }>(
  rows: readonly Row[],
  keyOf: (row: Row) => readonly number[],
): [boxes: Buffer, ...columns: number[][]] {
  let next = 1
  const columns = rows.map((row) => {
    const begin = next
    next += row.box.length
    return [...keyOf(row), begin, row.box.length]
  })
  const width = columns[0]?.length ?? 0
  return [
    Buffer.concat(rows.map(({ box }) => box)),
    ...Array.from({ length: width }, (_, n) => columns.map((column) => column[n] as number)),
  ]
}
