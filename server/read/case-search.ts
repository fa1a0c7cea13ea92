import { createHash, randomUUIDv7 } from 'node:crypto'
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely'
import type { CaseFilter, CasePage, CaseQuery } from '../../api/cases.ts'
import type { Statement } from '../db/pool.ts'
import { readAll } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { contactDigests } from '../registration-rows.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'

/** Interactive counts stop here and say so. */
const countCap = 500

/** Writes SQL; never connects. */
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const sorts = { due: 'lead_due', received: 'received_at', number: 'number' } as const

/** A row with its sort value as text, for the page after it. */
type PlacedRow = StoredRow & { readonly place: string }

/**
 * One page of the cases a person may see, and how many there are up to 500. Writes down who read which.
 *
 * @param person whose rows; row-level security decides what they are
 */
export async function searchCases(house: House, person: string, query: CaseQuery): Promise<CasePage> {
  const where = conditions(house, query.filter)
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
    total: Math.min(total, countCap),
    capped: total > countCap,
    next: last ? cursorOf(last) : null,
  }
}

function page(house: House, person: string, query: CaseQuery, where: RawBuilder<unknown>): RawBuilder<unknown> {
  const key = sorts[query.sort]
  const column = sql.ref(`c.${key}`)
  const direction = query.descending ? sql`desc` : sql`asc`
  const after = query.after ? readCursor(query.after) : undefined
  const beyond = after
    ? sql` and (${column}, c.id) ${query.descending ? sql`<` : sql`>`} (${after[0]}, ${after[1]}::uuid)`
    : sql``
  return sql`with p as (select * from case_row c where ${where}${beyond} order by ${column} ${direction}, c.id ${direction} limit ${sql.lit(query.limit + 1)}),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select ${randomUUIDv7()}, ${house.now()}, ${person}, 'list', array_agg(p.id) from p having count(*) > 0)
    select ${sql.raw(rowColumns)}, p.${sql.raw(key)}::text as place from p order by p.${sql.raw(key)} ${direction}, p.id ${direction}`
}

function conditions(house: House, filter: CaseFilter): RawBuilder<unknown> {
  const now = house.now()
  const digest = filter.contact
    ? contactDigests(house.ring, { phone: filter.contact, email: filter.contact }).map((one) => one.digest)
    : undefined
  const all: (RawBuilder<unknown> | undefined | '')[] = [
    filter.number ? sql`c.number like ${`%${filter.number.replace(/[^\d-]/g, '')}%`}` : undefined,
    filter.units && sql`c.unit_id = any(${filter.units}::uuid[])`,
    filter.handler && sql`c.handler = ${filter.handler}`,
    filter.unassigned ? sql`c.handler is null` : undefined,
    filter.stages && sql`c.stage = any(${filter.stages})`,
    filter.statuses ? sql`c.status = any(${filter.statuses})` : sql`c.status = 'open'`,
    filter.grades &&
      sql`exists (select from jsonb_array_elements(c.grades) g where g ->> 'grade' = any(${filter.grades}))`,
    filter.channels && sql`c.channel = any(${filter.channels})`,
    filter.kinds && sql`c.kind = any(${filter.kinds})`,
    filter.lamp === 'red' ? sql`c.lead_due < ${now}` : undefined,
    filter.lamp === 'amber' ? sql`c.lead_amber <= ${now} and c.lead_due >= ${now}` : undefined,
    filter.lamp === 'blue' ? sql`c.paused` : undefined,
    filter.awaiting && sql`c.awaiting @> ${[filter.awaiting]}`,
    filter.receivedFrom && sql`c.received_at >= ${filter.receivedFrom}`,
    filter.receivedUntil && sql`c.received_at < ${filter.receivedUntil}`,
    digest && sql`c.id in (select d.case_id from contact_digest d where d.digest = any(${digest}))`,
  ]
  return sql.join(
    all.filter((one) => one !== undefined && one !== ''),
    sql` and `,
  )
}

/** Where a page ended: its sort value and id; nothing in it is personal. */
function cursorOf({ place, id }: PlacedRow): string {
  return Buffer.from(JSON.stringify([place, id])).toString('base64url')
}

function readCursor(cursor: string): [string, string] | undefined {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string]
    return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [value, id] : undefined
  } catch {
    return undefined
  }
}

function compile(query: RawBuilder<unknown>): Statement {
  const { sql: text, parameters }: CompiledQuery = query.compile(compiler)
  return { text, values: [...parameters] }
}

/** Named by its text, so that a connection plans it once: its limits are written out, since the planner has to know them. */
function prepared(statement: Statement): Statement {
  return { ...statement, name: `list-${createHash('sha256').update(statement.text).digest('hex').slice(0, 16)}` }
}
