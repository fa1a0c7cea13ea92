import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { CasePage, CaseQuery } from '../../api/cases.ts'
import type { SearchHit } from '../../api/search-hit.ts'
import { headEnds } from '../../core/search/grams.ts'
import { type Word, wordsOf } from '../../core/search/wanted.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import type { Client } from '../db/pool.ts'
import { inTransaction, readAhead } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { hitOf } from '../search/hits.ts'
import { openSearched, readSearched, type SearchedBox } from '../search/originals.ts'
import { planOf } from '../search/plan.ts'
import { type Segment, segmentColumns } from '../search/segment-rows.ts'
import { termDigests } from '../search/term-digests.ts'
import { type Found, type Look, newest, walkNewest } from '../search/walk.ts'
import { comparedLetters } from '../understanding/letters.ts'
import { caseConditions, compile, prepared } from './case-conditions.ts'
import { countCap, listCases } from './case-list.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'

/** An order other than the newest first, or by relevance, is made among so many of the newest that have the words. */
const sortedAmong = 5000

/** One page of the cases that have the words of a query and pass its filter; see `searchCases`. */
export async function searchWords(house: House, person: string, query: CaseQuery): Promise<CasePage> {
  const letters = await comparedLetters()
  const words = wordsOf(query.filter.words ?? '', letters)
  if (words.length === 0) return { rows: [], hits: [], total: 0, capped: false, next: null }
  const asked = { words, letters }
  if (query.sort === 'relevance' || (query.sort === 'received' && query.descending))
    return newestPage(house, person, query, asked)
  const found = await findCases(house, person, query, words, sortedAmong)
  const page = await listCases(
    house,
    person,
    query,
    found.map(({ caseId }) => caseId),
  )
  const boxes = await readSearched(
    house.pool,
    { person },
    page.rows.map(({ id }) => id),
  )
  return checked(house, page, boxes, asked)
}

type Asked = { readonly words: readonly Word[]; readonly letters: Letters }

/** The newest first, or among the newest 500 the most relevant. */
async function newestPage(house: House, person: string, query: CaseQuery, asked: Asked): Promise<CasePage> {
  const after = query.after ? readCursor(query.after) : { offset: 0 }
  const wanted = Math.max(countCap, after.offset + query.limit) + 1
  const byRelevance = query.sort === 'relevance'
  const found = await findCases(house, person, query, asked.words, byRelevance ? countCap + 1 : wanted)
  const inOrder = byRelevance ? found.toSorted(mostRelevant) : found
  const from = after.last
    ? inOrder.findIndex((one) => newest(one, after.last as NonNullable<Cursor['last']>) > 0)
    : after.offset
  const left = from < 0 ? [] : inOrder.slice(from)
  const shown = left.slice(0, query.limit)
  const { rows, boxes, kept } = await readShown(house, person, shown)
  const page: CasePage = {
    rows: await showRows(house, rows),
    hits: [],
    total: Math.min(found.length, countCap),
    capped: found.length > countCap,
    next: left.length > shown.length ? cursorOf(shown, from, byRelevance) : null,
  }
  const answer = checked(house, page, boxes, asked)
  await kept
  return answer
}

/** In number or title first, then where the word stands oftener, then the newer. */
function mostRelevant(one: Found, other: Found): number {
  const head = Number(other.place < headEnds) - Number(one.place < headEnds)
  return head || other.times - one.times || newest(one, other)
}

/** The newest cases that have the words, that the person may see and that pass the filter. */
async function findCases(
  house: House,
  person: string,
  query: CaseQuery,
  words: readonly Word[],
  wanted: number,
): Promise<Found[]> {
  return inTransaction(house.pool, { person }, async (client) => {
    // What the background job makes of several segments takes their place at once: all that is read belongs to one moment.
    const [, segments, tops] = await Promise.all([
      client.query('set transaction isolation level repeatable read'),
      selectSegments(client),
      selectTops(client, person),
    ])
    if (tops?.length === 0) return { result: [] }
    const plan = planOf(words, tops, { ring: house.ring, digests: termDigests(house.ring) })
    const desk = { client, ring: house.ring, look: lookWith(client, house, query) }
    return { result: await walkNewest(desk, segments.filter(within(query)), plan, wanted) }
  })
}

/** The segments of the index, for a search within one transaction. */
export async function selectSegments(client: Client): Promise<Segment[]> {
  const text = `select ${segmentColumns} from search_segments()`
  return (await client.query<Segment>({ name: 'search-segments', text })).rows
}

/** So many branches at most are asked for by their terms; a reader of more is shown what the policies let through. */
const mostTops = 24

/** The units at the top of what somebody sees; undefined for somebody who sees all, or too many to be asked for. */
export async function selectTops(client: Client, person: string): Promise<string[] | undefined> {
  const text = `select s.unit_id, u.parent from sight s join unit u on u.id = s.unit_id
    where s.person_id = $1 and not exists (select from sight a where a.person_id = s.person_id and a.unit_id = u.parent)`
  const { rows } = await client.query<{ unit_id: string; parent: string | null }>({
    name: 'search-tops',
    text,
    values: [person],
  })
  if (rows.length > mostTops || rows.some(({ parent }) => parent === null)) return undefined
  return rows.map(({ unit_id }) => unit_id)
}

function within({ filter: { receivedFrom, receivedUntil } }: CaseQuery) {
  return ({ newest, oldest }: Segment) =>
    (!receivedFrom || newest >= receivedFrom) && (!receivedUntil || oldest < receivedUntil)
}

/** The policies of `case_row` and the filter decide which hits are seen. */
function lookWith(client: Client, house: House, query: CaseQuery): Look {
  const where = caseConditions(house, query.filter)
  return async (segments, ordinals, also) => {
    const statement = compile(sql`select d.n, d.case_id, d.received_at, c.id is not null as seen
      from search_docs(${segments}::uuid[], ${ordinals}::int[]) d left join case_row c on c.id = d.case_id and ${where}
      where c.id is not null or d.n = any(${also}::int[])`)
    return (await client.query(prepared(statement))).rows
  }
}

type Shown = {
  readonly rows: readonly StoredRow[]
  readonly boxes: readonly SearchedBox[]
  readonly kept: Promise<unknown>
}

/** Rows and originals of a page. Nothing of them may leave before it is written down that they were read. */
async function readShown(house: House, person: string, shown: readonly Found[]): Promise<Shown> {
  if (shown.length === 0) return { rows: [], boxes: [], kept: Promise.resolve() }
  const ids = shown.map(({ caseId }) => caseId)
  const text = `with p as (select c.*, w.n from unnest($1::uuid[]) with ordinality as w(id, n) join case_row c on c.id = w.id),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $2, $3, $4, 'search', array_agg(p.id) from p having count(*) > 0)
    select ${rowColumns} from p order by p.n`
  const asked = { name: 'search-rows', text, values: [ids, randomUUIDv7(), house.now(), person] }
  const [{ answers, kept }, boxes] = await Promise.all([
    readAhead<[StoredRow]>(house.pool, { person }, [asked]),
    readSearched(house.pool, { person }, ids),
  ])
  return { rows: answers[0], boxes, kept }
}

/** Without the cases that the index gave and whose sealed values do not have the words: erased since, or two terms of one digest. */
function checked(house: House, page: CasePage, boxes: readonly SearchedBox[], { words, letters }: Asked): CasePage {
  const said = openSearched(boxes, house.ring)
  const hits: SearchHit[] = page.rows.flatMap(
    ({ id, number }) => hitOf({ id, number, said: said.get(id) ?? [] }, words, letters) ?? [],
  )
  const rows = page.rows.filter(({ id }) => hits.some((hit) => hit.id === id))
  return { ...page, rows, hits, total: page.total - (page.rows.length - rows.length) }
}

type Cursor = { readonly offset: number; readonly last?: Pick<Found, 'caseId' | 'receivedAt'> }

/** Where a page ended; nothing in it is personal. */
function cursorOf(shown: readonly Found[], from: number, byRelevance: boolean): string {
  const last = shown.at(-1)
  const place = byRelevance || !last ? [] : [last.receivedAt, last.caseId]
  return Buffer.from(JSON.stringify([from + shown.length, ...place])).toString('base64url')
}

function readCursor(cursor: string): Cursor {
  try {
    const [offset, receivedAt, caseId] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (!Number.isSafeInteger(offset) || Number(offset) < 0 || Number(offset) > 100_000) return { offset: 0 }
    const last = typeof receivedAt === 'string' && typeof caseId === 'string' ? { last: { receivedAt, caseId } } : {}
    return { offset: Number(offset), ...last }
  } catch {
    return { offset: 0 }
  }
}
