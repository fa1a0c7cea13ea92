import type { CaseEvent, Origin } from '../../core/case/events.ts'
import { fromElsewhere, type Recorded } from '../../core/simulate/acts.ts'
import type { Pool, Statement } from '../db/pool.ts'
import { asSystem, read } from '../db/transaction.ts'

/** Cases by their ids: those behind `after`, up to `last` included. */
export type CaseRange = { readonly after: string; readonly last: string }

const before = '00000000-0000-0000-0000-000000000000'

/**
 * All cases in ranges of so many.
 *
 * @returns the ranges in their order, and how many cases they hold
 */
export async function caseRanges(pool: Pool, size: number): Promise<{ ranges: CaseRange[]; cases: number }> {
  const text = `select id, place::int from (select id, row_number() over (order by id) as place, count(*) over () as cases from case_row) c
    where place % $1 = 0 or place = cases order by id`
  const ends = await read<{ id: string; place: number }>(pool, asSystem, { text, values: [size] })
  const ranges = ends.map(({ id }, i) => ({ after: ends[i - 1]?.id ?? before, last: id }))
  return { ranges, cases: ends.at(-1)?.place ?? 0 }
}

type Row = {
  readonly id: string
  readonly version: number
  readonly type: string
  readonly data: object
  readonly by: string
  readonly occurredAt: string
  readonly origin: Origin
}

/**
 * What was done in each case of a range, up to a moment; nothing is unsealed.
 *
 * @param until ISO instant
 */
export async function readHistories(pool: Pool, range: CaseRange, until: string): Promise<Recorded[][]> {
  const rows = await read<Row>(pool, asSystem, selectGiven(range, until))
  const histories: Recorded[][] = []
  let id = ''
  for (const row of rows) {
    if (row.id !== id) histories.push([])
    id = row.id
    histories.at(-1)?.push(recorded(row))
  }
  return histories
}

/** What people did in the cases of a range, fact by fact. */
export function selectGiven({ after, last }: CaseRange, until: string): Statement {
  const text = `select stream_id as id, version, type, data, by_id as "by", occurred_at as "occurredAt", origin from fact
    where stream_id > $1 and stream_id <= $2 and stream = 'case' and (origin in ('human', 'import') or type = any($4)) and occurred_at <= $3
    order by stream_id, version`
  return { name: 'given-facts', text, values: [after, last, until, fromElsewhere] }
}

function recorded({ version, type, data, by, occurredAt, origin }: Row): Recorded {
  return { version, event: { type, ...data } as CaseEvent, by, occurredAt, origin }
}
