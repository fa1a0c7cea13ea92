import type pg from 'pg'
import type { Owed } from '../../../core/case/owed.ts'
import { openLine } from '../../db/pool.ts'
import type { StoredFact } from '../envelope.ts'
import { type BoxRow, type KeyRow, storedColumns } from '../read.ts'
import type { Range } from './ranges.ts'

/** A place in the table of facts. */
export type Place = { readonly stream: string; readonly version: number }
export type RowOfCase = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly number: string
  readonly version: number
}

/** For whom which case is walled off. */
export type WallRow = { readonly case_id: string; readonly person_id: string }

/** What a respondent of a case was asked, and whether it was answered. */
export type RequestRow = {
  readonly case_id: string
  readonly ordinal: number
  readonly staff: string
  readonly until: string
  readonly given: boolean
}

/** That a case has a file of evidence. */
export type FileRow = { readonly case_id: string; readonly id: string }

/** What somebody owes by name, as the table has it. */
export type OwedRow = Owed & { readonly case_id: string }

/** So many facts with all that stands beside them. `upTo` is the last place of the page; undefined behind the last one. */
export type Page = {
  readonly facts: readonly StoredFact[]
  readonly boxes: readonly BoxRow[]
  readonly keys: readonly KeyRow[]
  readonly rows: readonly RowOfCase[]
  readonly walls: readonly WallRow[]
  readonly requests: readonly RequestRow[]
  readonly files: readonly FileRow[]
  readonly owed: readonly OwedRow[]
  readonly isLast: boolean
}

const pageSize = 2000
const lowest = -2_147_483_648
const highest = 2_147_483_647

/**
 * Opens a view of the database as it stands at one moment, to read only. It reads as the owner: row-level security
 * would hide the very rows that have lost their case.
 *
 * @param snapshot of another view that is still open, to see the same moment
 */
export async function openView(ownerUrl: string, snapshot?: string): Promise<pg.Client> {
  const client = await openLine(ownerUrl)
  await client.query('begin transaction isolation level repeatable read read only')
  if (snapshot !== undefined) await client.query(`set transaction snapshot '${snapshot}'`)
  return client
}

/** Under which name others see the same moment, as long as the view is open. */
export async function snapshotOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select pg_export_snapshot() as name')
  return rows[0]?.name ?? ''
}

/** The pages of a range in order; while one is looked at the next is under way. */
export async function* pages(client: pg.Client, range: Range): AsyncGenerator<Page> {
  let next = readPage(client, range, { stream: range.first, version: lowest })
  for (;;) {
    const page = await next
    const end = page.facts.at(-1)
    if (!page.isLast && end) next = readPage(client, range, { stream: end.streamId, version: end.version })
    next.catch(() => {})
    yield page
    if (page.isLast) return
  }
}

async function readPage(client: pg.Client, range: Range, after: Place): Promise<Page> {
  const { rows: facts } = await client.query<StoredFact>(selectPage(after, range.last))
  const end = facts.at(-1)
  const isLast = facts.length < pageSize || !end
  const upTo = isLast ? { stream: range.last, version: highest } : { stream: end.streamId, version: end.version }
  const [boxes, keys, rows, improvements, walls, requests, files, owed] = await Promise.all([
    client.query<BoxRow>(selectBoxesBetween(after, upTo)),
    client.query<KeyRow>(selectKeysBetween(after.stream, upTo.stream)),
    client.query<RowOfCase>(selectRowsBetween(after.stream, upTo.stream)),
    client.query<RowOfCase>(selectImprovementsBetween(after.stream, upTo.stream)),
    client.query<WallRow>(selectWallsBetween(after.stream, upTo.stream)),
    client.query<RequestRow>(selectRequestsBetween(after.stream, upTo.stream)),
    client.query<FileRow>(selectFilesBetween(after.stream, upTo.stream)),
    client.query<OwedRow>(selectOwedBetween(after.stream, upTo.stream)),
  ])
  const asked = { requests: requests.rows, files: files.rows, owed: owed.rows }
  const besides = { boxes: boxes.rows, keys: keys.rows, walls: walls.rows, ...asked }
  return { facts, ...besides, rows: [...rows.rows, ...improvements.rows], isLast }
}

function selectPage({ stream, version }: Place, last: string) {
  const text = `select ${storedColumns} from fact where (stream_id, version) > ($1::uuid, $2::int) and stream_id <= $3::uuid order by stream_id, version limit $4`
  return { name: 'verify-facts', text, values: [stream, version, last, pageSize] }
}

function selectBoxesBetween(after: Place, upTo: Place) {
  const text = `select stream_id, version, holder, box from sealed
    where (stream_id, version) > ($1::uuid, $2::int) and (stream_id, version) <= ($3::uuid, $4::int) order by stream_id, version`
  return { name: 'verify-boxes', text, values: [after.stream, after.version, upTo.stream, upTo.version] }
}

function selectKeysBetween(first: string, last: string) {
  const text = 'select stream_id, holder, epoch, wrapped from data_key where stream_id between $1 and $2'
  return { name: 'verify-keys', text, values: [first, last] }
}

function selectImprovementsBetween(first: string, last: string) {
  const text = 'select * from improvement_row where id between $1 and $2 order by id'
  return { name: 'verify-improvements', text, values: [first, last] }
}

function selectWallsBetween(first: string, last: string) {
  const text = 'select case_id, person_id from wall where case_id between $1 and $2'
  return { name: 'verify-walls', text, values: [first, last] }
}

function selectRequestsBetween(first: string, last: string) {
  const text = `select case_id, request as ordinal, person_id as staff, until::text as until, given_at is not null as given
    from statement_request where case_id between $1 and $2 order by case_id, request`
  return { name: 'verify-requests', text, values: [first, last] }
}

function selectFilesBetween(first: string, last: string) {
  const text = 'select case_id, id from evidence_file where case_id between $1 and $2'
  return { name: 'verify-files', text, values: [first, last] }
}

function selectOwedBetween(first: string, last: string) {
  const text = `select case_id, kind, ordinal as number, person_id as person, due, open from owed where case_id between $1 and $2`
  return { name: 'verify-owed', text, values: [first, last] }
}

function selectRowsBetween(first: string, last: string) {
  return {
    name: 'verify-rows',
    text: 'select * from case_row where id between $1 and $2 order by id',
    values: [first, last],
  }
}
