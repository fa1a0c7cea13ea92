import { type Precedent, precedentsIn } from '../core/case/precedent.ts'
import type { CaseState } from '../core/case/state.ts'
import type { Statement } from './db/pool.ts'

/**
 * Brings up to date what a case is to others of its kind, in the transaction of its facts.
 *
 * @param before the case as it was stored
 * @param after  the case with the new facts
 * @param at     ISO instant at which they are recorded: when it was decided, unless it was decided before
 */
export function precedentStatements(caseId: string, before: CaseState, after: CaseState, at: string): Statement[] {
  const [was, is] = [precedentsIn(before), precedentsIn(after)]
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  return is.length === 0 ? [strike(caseId)] : [keep(caseId, is, at)]
}

function keep(caseId: string, precedents: readonly Precedent[], at: string): Statement {
  const rows = precedents.map(({ total, ...one }) => ({ ...one, total: total?.minor, currency: total?.currency }))
  const text = `insert into precedent (case_id, regime, class, grade, unit_id, outcome, remedies, total, currency, liability, solved, response, decided_at)
    select $1, regime, class, grade, unit, outcome, remedies, total, currency, liability, solved, response, $3
    from json_to_recordset($2::json) as r(regime text, class text, grade text, unit uuid, outcome text, remedies jsonb, total bigint, currency text, liability jsonb, solved boolean, response text)
    on conflict (case_id, regime) do update set class = excluded.class, grade = excluded.grade, unit_id = excluded.unit_id, outcome = excluded.outcome, remedies = excluded.remedies,
      total = excluded.total, currency = excluded.currency, liability = excluded.liability, solved = excluded.solved, response = excluded.response`
  return { name: 'keep-precedents', text, values: [caseId, JSON.stringify(rows), at] }
}

function strike(caseId: string): Statement {
  return { name: 'strike-precedents', text: 'delete from precedent where case_id = $1', values: [caseId] }
}
