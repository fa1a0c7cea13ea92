import { randomUUIDv7 } from 'node:crypto'
import { type Owed, owedIn } from '../core/case/owed.ts'
import type { CaseState } from '../core/case/state.ts'
import type { Statement } from './db/pool.ts'

/**
 * Brings up to date what people owe by name in a case, in the transaction of the facts that say so.
 *
 * @param before the case as it was stored
 * @param after  the case with the new facts
 * @param at     ISO instant at which they are recorded
 */
export function owedStatements(caseId: string, before: CaseState, after: CaseState, at: string): Statement[] {
  const [was, is] = [owedIn(before), owedIn(after)]
  const changed = is.filter((one) => !was.some((other) => isAlike(one, other)))
  return changed.length === 0 ? [] : [keep(caseId, after.number, changed, at)]
}

function isAlike(a: Owed, b: Owed): boolean {
  return a.kind === b.kind && a.number === b.number && a.person === b.person && a.due === b.due && a.open === b.open
}

function keep(caseId: string, number: string, owed: readonly Owed[], at: string): Statement {
  const rows = owed.map((one) => ({ ...one, id: randomUUIDv7(), ordinal: one.number, number }))
  const text = `insert into owed (id, case_id, number, kind, ordinal, person_id, since, due, open)
    select id, $1, number, kind, ordinal, person, $3, due, open
    from json_to_recordset($2::json) as r(id uuid, number text, kind text, ordinal int, person uuid, due timestamptz, open boolean)
    on conflict (case_id, kind, ordinal) do update set person_id = excluded.person_id, due = excluded.due, open = excluded.open`
  return { name: 'keep-owed', text, values: [caseId, JSON.stringify(rows), at] }
}
