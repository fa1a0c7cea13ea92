import type { OfficeCalendar } from '../core/calendar/office-calendar.ts'
import type { CaseState, Obligation } from '../core/case/state.ts'
import { shareOf } from '../core/obligations/ladder.ts'
import { leadingDuty } from '../core/obligations/leading.ts'
import { nextCheckAt } from '../core/obligations/pass-time.ts'
import { countedBy } from '../core/policy/counted-by.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import type { Statement } from './db/pool.ts'

/** What a list shows of the duty that leads a case. */
export type LeadDuty = Pick<
  Obligation,
  'regime' | 'duty' | 'status' | 'start' | 'allowance' | 'due' | 'provisional' | 'remaining'
> & {
  /** Whose clock its pack counts by; the office's where left out. */
  readonly zone?: string
}

/** What a list sorts, filters and shows of a case; derived from its facts and never the other way. */
export type CaseRowColumns = {
  readonly id: string
  readonly number: string
  readonly unit_id: string
  readonly handler: string | null
  readonly kind: string
  readonly channel: string
  readonly stage: string
  readonly status: string
  readonly grades: readonly { regime: string; grade: string }[]
  /** 0 for the gravest grade of the leading pack. */
  readonly rank: number
  readonly received_at: string
  readonly awaiting: readonly string[]
  readonly lead: LeadDuty | null
  readonly lead_due: string
  readonly lead_amber: string
  readonly paused: boolean
  readonly next_check_at: string
  readonly calendar: string
  readonly version: number
  readonly turns: number
  readonly changed_at: string
}

const never = 'infinity'

/**
 * The row of a case.
 *
 * @param packs    the pinned packs, the leading one first
 * @param changedAt ISO instant of the latest fact
 */
export function caseRowOf(
  id: string,
  state: CaseState,
  packs: readonly PackInForce[],
  calendar: OfficeCalendar,
  changedAt: string,
): CaseRowColumns {
  const lead = leadingDuty(state.obligations)
  const leading = packs.find(({ id: regime }) => regime === lead?.regime)
  const counted = leading ? countedBy(leading, calendar) : calendar
  const order = packs[0]?.content.grades.order.map((grade) => grade.id) ?? []
  const rank = order.indexOf(state.regimes[0]?.grade ?? '')
  return {
    id,
    number: state.number,
    unit_id: state.unit,
    handler: state.handler ?? null,
    kind: state.kind,
    channel: state.channel,
    stage: state.stage,
    status: state.status,
    grades: state.regimes.flatMap(({ pack, grade }) => (grade ? [{ regime: pack, grade }] : [])),
    rank: rank < 0 ? order.length : rank,
    received_at: state.submittedAt,
    awaiting: awaitingOf(state),
    lead: lead ? { ...shortOf(lead), ...(counted.zone !== calendar.zone && { zone: counted.zone }) } : null,
    lead_due: lead && lead.status !== 'paused' ? lead.due : never,
    lead_amber: lead?.status === 'running' ? shareOf(lead, 75, counted) : never,
    paused: lead?.status === 'paused',
    next_check_at: state.obligations.flatMap((one) => nextCheckAt(one) ?? []).sort()[0] ?? never,
    calendar: state.calendar,
    version: state.version,
    turns: state.turns,
    changed_at: changedAt,
  }
}

function shortOf({ regime, duty, status, start, allowance, due, provisional, remaining }: Obligation): LeadDuty {
  return { regime, duty, status, start, allowance, due, provisional, ...(remaining !== undefined && { remaining }) }
}

/** What a case waits for, as the workbench counts it. */
function awaitingOf(state: CaseState): string[] {
  if (state.status !== 'open') return []
  const approvers = state.proposal?.status === 'awaiting-approval' ? state.proposal.approvers : []
  const waits: [string, boolean][] = [
    ['acceptance', state.stage === 'intake'],
    ['assignment', state.stage !== 'intake' && state.handler === undefined],
    ['approval', state.proposal?.status === 'awaiting-approval'],
    ...approvers.map((post): [string, boolean] => [`approval:${post}`, true]),
    ['returned', state.proposal?.status === 'returned'],
    ['execution', state.proposal?.status === 'approved'],
    ['call-back', state.stage === 'feedback' && state.answered && !state.calledBack],
    ['review', state.review === 'asked'],
  ]
  return waits.filter(([, holds]) => holds).map(([name]) => name)
}

const columns = `id uuid, number text, unit_id uuid, handler uuid, kind text, channel text, stage text, status text, grades jsonb, rank smallint, received_at timestamptz,
  awaiting text[], lead jsonb, lead_due timestamptz, lead_amber timestamptz, paused boolean, next_check_at timestamptz, calendar text, version int, turns int, changed_at timestamptz`
const names = columns.replaceAll(/ (uuid|text\[\]|text|jsonb|smallint|timestamptz|boolean|int)(?=,|$)/g, '')
/** What a case is born with. */
const lasting = ['id', 'number', 'received_at']
const changing = names
  .split(',')
  .map((name) => name.trim())
  .filter((name) => !lasting.includes(name))

/** Stores the row of a new case. @param title sealed, see case-title.ts */
export function insertCaseRow(row: CaseRowColumns, title: Buffer): Statement {
  return {
    name: 'insert-case-row',
    text: `insert into case_row (${names}, title) select ${names}, title from json_to_record($1::json) as r(${columns}, title bytea)`,
    values: [JSON.stringify({ ...row, title: `\\x${title.toString('hex')}` })],
  }
}

/** Brings the rows of cases up to date. */
export function updateCaseRows(rows: readonly CaseRowColumns[]): Statement {
  return {
    name: 'update-case-rows',
    text: `update case_row c set ${changing.map((name) => `${name} = r.${name}`).join(', ')} from json_to_recordset($1::json) as r(${columns}) where c.id = r.id`,
    values: [JSON.stringify(rows)],
  }
}
