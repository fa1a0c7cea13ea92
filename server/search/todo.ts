import type { CaseEvent } from '../../core/case/events.ts'
import type { CaseState } from '../../core/case/state.ts'
import { searchedTypes } from '../../core/search/fields.ts'
import type { Statement } from '../db/pool.ts'

/**
 * Puts a case up for the index where something was said that is searched, or where it went to another unit: it is found by
 * the branch that it stands in.
 */
export function searchStatements(
  caseId: string,
  facts: readonly { readonly event: CaseEvent }[],
  before: Pick<CaseState, 'unit'>,
  after: Pick<CaseState, 'unit'>,
): Statement[] {
  const said = facts.some(({ event }) => searchedTypes.includes(event.type))
  return said || before.unit !== after.unit ? [todo(caseId)] : []
}

function todo(caseId: string): Statement {
  return { name: 'search-ask', text: 'insert into search_todo (case_id) values ($1)', values: [caseId] }
}
