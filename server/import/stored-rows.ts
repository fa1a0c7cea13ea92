import type { Statement } from '../db/pool.ts'

export type StoredRow = { readonly content_digest: Buffer; readonly job: string | null }

/** What identifies a row, and what it says, each as a keyed digest: an id may be a person's. */
export type RowDigests = { readonly source: string; readonly row: Buffer; readonly content: Buffer }

export function selectRow({ source, row }: RowDigests): Statement {
  const text = 'select content_digest, job from import_row where source = $1 and row_digest = $2'
  return { name: 'select-import-row', text, values: [source, row] }
}

/** Those of many rows of a source that are there already. */
export function selectRows(source: string, rows: readonly Buffer[]): Statement {
  const text = 'select row_digest, content_digest from import_row where source = $1 and row_digest = any($2::bytea[])'
  return { name: 'select-import-rows', text, values: [source, rows] }
}

/** To be stored with the case or not at all. @param job the import at a desk that brought it */
export function insertRow({ source, row, content }: RowDigests, caseId: string, job: string | undefined): Statement {
  const text = 'insert into import_row (source, row_digest, case_id, content_digest, job) values ($1, $2, $3, $4, $5)'
  return { name: 'insert-import-row', text, values: [source, row, caseId, content, job ?? null] }
}

export type DutyRow = {
  readonly regime: string
  readonly duty: string
  readonly allowance: string
  readonly met: number
  readonly missed: number
  readonly unknown: number
  readonly running: number
  readonly cancelled: number
}

/**
 * How the duties of all cases of a source stand by their facts. A breach stays a breach, however the duty ended; a
 * duty that pauses counts as running.
 */
export function selectDuties(source: string): Statement {
  const text = `with duty as (
    select f.data->>'regime' as regime, f.data->>'duty' as duty, max(f.data->>'allowance') as allowance,
      bool_or(f.type = 'ObligationMissed') as missed, bool_or(f.type = 'ObligationMet') as met,
      bool_or(f.type = 'ObligationUnknown') as unknown, bool_or(f.type = 'ObligationCancelled') as cancelled
    from import_row r join fact f on f.stream_id = r.case_id
    where r.source = $1 and f.type in ('ObligationStarted', 'ObligationUnknown', 'ObligationMissed', 'ObligationMet', 'ObligationCancelled')
    group by f.stream_id, 1, 2, f.data->>'round'
  ) select regime, duty, max(allowance) as allowance,
    count(*) filter (where missed)::int as missed,
    count(*) filter (where met and not missed)::int as met,
    count(*) filter (where unknown)::int as unknown,
    count(*) filter (where cancelled and not missed)::int as cancelled,
    count(*) filter (where not (missed or met or unknown or cancelled))::int as running
    from duty group by regime, duty order by regime, duty`
  return { text, values: [source] }
}

/** Hours after receipt within which answers are counted. */
const answerHours = [24, 48, 72, 168] as const

/** How many cases of a source were answered so many hours after their receipt or sooner, as the source itself recorded it. */
export function selectAnsweredWithin(source: string): Statement {
  const text = `select h.hours, count(*) filter (where a.at - r.at <= h.hours * interval '1 hour')::int as cases
    from unnest($2::int[]) as h(hours)
    left join (import_row i
      join lateral (select (f.data->>'submittedAt')::timestamptz as at from fact f where f.stream_id = i.case_id and f.type = 'CaseRegistered') r on true
      join lateral (select min(f.occurred_at) as at from fact f where f.stream_id = i.case_id and f.type = 'ComplaintAnswered' and f.origin = 'import') a on true)
    on i.source = $1 group by h.hours order by h.hours`
  return { text, values: [source, answerHours] }
}
