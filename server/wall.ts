import type { CaseState } from '../core/case/state.ts'
import { walledOff } from '../core/case/wall.ts'
import type { Statement } from './db/pool.ts'

/**
 * Brings the rows of the second wall up to date with the facts of a case, in their transaction and behind everything else
 * that it writes: whoever steps back sees nothing of the case from then on.
 *
 * @param before the case as it was stored
 * @param after  the case with the new facts
 */
export function wallStatements(caseId: string, before: CaseState, after: CaseState): Statement[] {
  const [was, is] = [walledOff(before), walledOff(after)]
  const added = is.filter((person) => !was.includes(person))
  const gone = was.filter((person) => !is.includes(person))
  return [...(added.length > 0 ? [raise(caseId, added)] : []), ...(gone.length > 0 ? [takeDown(caseId, gone)] : [])]
}

function raise(caseId: string, people: readonly string[]): Statement {
  const text = 'insert into wall (case_id, person_id) select $1, unnest($2::uuid[])'
  return { name: 'raise-wall', text, values: [caseId, people] }
}

function takeDown(caseId: string, people: readonly string[]): Statement {
  const text = 'delete from wall where case_id = $1 and person_id = any($2::uuid[])'
  return { name: 'take-down-wall', text, values: [caseId, people] }
}

/** For whom the case of a rectification is walled off; nobody learns it of themselves. */
export function selectWallOf(rectification: string): Statement {
  const text = 'select w.person_id from wall w join improvement_row i on i.case_id = w.case_id where i.id = $1'
  return { name: 'wall-of-rectification', text, values: [rectification] }
}
