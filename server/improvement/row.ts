import { overdueAt } from '../../core/7-improvement/deadline.ts'
import { type ImprovementState, numberOf } from '../../core/7-improvement/state.ts'
import type { Statement } from '../db/pool.ts'

/** What a list sorts and filters of a rectification; derived from its facts and never the other way. */
export type ImprovementRow = {
  readonly id: string
  readonly case_id: string
  readonly ordinal: number
  readonly number: string
  readonly unit_id: string
  readonly owner: string
  readonly status: string
  readonly due: string
  readonly overdue: boolean
  readonly next_check_at: string
  readonly version: number
  readonly turns: number
  readonly changed_at: string
}

/**
 * The row of a rectification.
 *
 * @param changedAt ISO instant of the latest fact
 */
export function improvementRowOf(id: string, state: ImprovementState, changedAt: string): ImprovementRow {
  const { ordinal, unit, owner, status, due, overdue, version, turns } = state
  return {
    id,
    case_id: state.case,
    ordinal,
    number: numberOf(state),
    unit_id: unit,
    owner,
    status,
    due,
    overdue,
    next_check_at: overdueAt(state) ?? 'infinity',
    version,
    turns,
    changed_at: changedAt,
  }
}

/** Stores the row of a new rectification; two that are ordered at once for one case are told apart by its ordinal. */
export function insertImprovementRow(row: ImprovementRow): Statement {
  return {
    name: 'insert-improvement-row',
    text: `insert into improvement_row select id, case_id, ordinal, number, unit_id, owner, status, due, overdue, next_check_at, version, turns, changed_at
      from json_populate_record(null::improvement_row, $1::json)`,
    values: [JSON.stringify(row)],
  }
}

/** Replaces what can change of a row. */
export function updateImprovementRow(row: ImprovementRow): Statement {
  return {
    name: 'update-improvement-row',
    text: `update improvement_row i set status = r.status, due = r.due, overdue = r.overdue, next_check_at = r.next_check_at,
        version = r.version, turns = r.turns, changed_at = r.changed_at
      from json_populate_record(null::improvement_row, $1::json) as r where i.id = r.id`,
    values: [JSON.stringify(row)],
  }
}
