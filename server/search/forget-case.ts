import type { Statement } from '../db/pool.ts'

/**
 * Takes a case out of the search: from here on nothing finds it by its words, and the next round of the index makes the
 * segments that knew it anew without a trace of it. For whoever erases a case, in the same transaction.
 */
export function forgetCase(caseId: string): Statement[] {
  const values = [caseId]
  return [
    { name: 'search-forget-todo', text: 'delete from search_todo where case_id = $1', values },
    { name: 'search-forget', text: 'update search_doc set case_id = null where case_id = $1', values },
  ]
}
