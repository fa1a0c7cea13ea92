import { randomUUIDv7 } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { CasePage, CaseQuery } from '../../api/cases.ts'
import { readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { caseConditions, compile, prepared } from './case-conditions.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'

/** Interactive counts stop here and say so. */
export const countCap = 500

const sorts = { due: 'lead_due', received: 'received_at', relevance: 'received_at', number: 'number' } as const

/** A row with its sort value as text, for the page after it. */
type PlacedRow = StoredRow & { readonly place: string }

/**
 * One page of the cases a person may see, without a look at words; see `searchCases`.
 *
 * @param among of these cases only
 */
export async function listCases(
  house: House,
  person: string,
  query: CaseQuery,
  among?: readonly string[],
): Promise<CasePage> {
  const all = caseConditions(house, query.filter)
  const where = among ? sql`${all} and c.id = any(${among}::uuid[])` : all
  const count = sql`select count(*)::int as total from (select 1 from case_row c where ${where} limit ${sql.lit(countCap + 1)}) as counted`
  const written = [page(house, person, query, where), count].map(compile)
  // The list as it opens is asked for all day and planned once; what somebody filters for is planned by what it holds.
  const statements = Object.keys(query.filter).length === 0 ? written.map(prepared) : written
  const [rows, counted] = await readAll<[PlacedRow, { total: number }]>(house.pool, { person }, statements)
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const total = counted[0]?.total ?? 0
  return {
    rows: await showRows(house, shown),
    hits: [],
    total: Math.min(total, countCap),
    capped: total > countCap,
    next: last ? cursorOf(last) : null,
  }
}

function page(house: House, person: string, query: CaseQuery, where: RawBuilder<unknown>): RawBuilder<unknown> {
  const key = sorts[query.sort]
  const column = sql.ref(`c.${key}`)
  const direction = query.descending ? sql`desc` : sql`asc`
  const after = query.after ? readCursor(query.after, query.sort) : undefined
  const beyond = after
    ? sql` and (${column}, c.id) ${query.descending ? sql`<` : sql`>`} (${after[0]}, ${after[1]}::uuid)`
    : sql``
  return sql`with p as (select * from case_row c where ${where}${beyond} order by ${column} ${direction}, c.id ${direction} limit ${sql.lit(query.limit + 1)}),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select ${randomUUIDv7()}, ${house.now()}, ${person}, 'list', array_agg(p.id) from p having count(*) > 0)
    select ${sql.raw(rowColumns)}, p.${sql.raw(key)}::text as place from p order by p.${sql.raw(key)} ${direction}, p.id ${direction}`
}

/** Where a page ended: its sort value and id; nothing in it is personal. */
function cursorOf({ place, id }: PlacedRow): string {
  return Buffer.from(JSON.stringify([place, id])).toString('base64url')
}

const afterNumber = z.tuple([z.string().regex(/^\d{4}-\d{6,9}$/), z.uuid()])
/** As the server writes moments. */
const afterMoment = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/),
  z.uuid(),
])

/** Of a page that was never given out the first one is shown. */
function readCursor(cursor: string, sort: CaseQuery['sort']): [string, string] | undefined {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return (sort === 'number' ? afterNumber : afterMoment).safeParse(place).data
  } catch {
    return undefined
  }
}
