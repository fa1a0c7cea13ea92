import { createHash } from 'node:crypto'
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
import type { CaseFilter } from '../../api/cases.ts'
import type { Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import { contactDigests } from '../registration-rows.ts'

/** Writes SQL; never connects. */
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/**
 * What a filter asks of `case_row` as `c`, without its words. Where words are looked for, cases of every status are: otherwise
 * the open ones.
 */
export function caseConditions(house: House, filter: CaseFilter): RawBuilder<unknown> {
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
    filter.statuses ? sql`c.status = any(${filter.statuses})` : openUnlessWords(filter),
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

function openUnlessWords({ words }: CaseFilter): RawBuilder<unknown> {
  return words ? sql`true` : sql`c.status = 'open'`
}

/** A statement as the driver takes it. */
export function compile(query: RawBuilder<unknown>): Statement {
  const { sql: text, parameters }: CompiledQuery = query.compile(compiler)
  return { text, values: [...parameters] }
}

/** Named by its text, so that a connection plans it once: its limits are written out, since the planner has to know them. */
export function prepared(statement: Statement): Statement {
  return { ...statement, name: `list-${createHash('sha256').update(statement.text).digest('hex').slice(0, 16)}` }
}
