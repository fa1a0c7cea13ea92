import type { CaseEventOf } from '../core/case/events.ts'
import type { Statement } from './db/pool.ts'
import type { StoredFact } from './trail/envelope.ts'

/** A link that stands, as the case that carries it tells. */
export type Link = { readonly case: string; readonly other: string; readonly kind: CaseEventOf<'CasesLinked'>['kind'] }

/** Brings the links up to date with new facts, and has the groups counted again that they join or part. */
export function linkStatements(facts: readonly Pick<StoredFact, 'type' | 'data' | 'streamId'>[]): Statement[] {
  return facts.flatMap(({ type, data, streamId }) => {
    if (type === 'CasesLinked') return [insertLink(streamId, String(data.other), String(data.kind)), ask([streamId])]
    if (type === 'CasesUnlinked') return [deleteLink(streamId, String(data.other)), ask([streamId, String(data.other)])]
    return []
  })
}

/** A link to a case that its maker may not see stands on the own case and counts nowhere. */
function insertLink(caseId: string, other: string, kind: string): Statement {
  const text = 'insert into case_link (case_id, other, kind) select $1::uuid, $2::uuid, $3 where may_see($2)'
  return { name: 'insert-link', text, values: [caseId, other, kind] }
}

function deleteLink(caseId: string, other: string): Statement {
  return {
    name: 'delete-link',
    text: 'delete from case_link where case_id = $1 and other = $2',
    values: [caseId, other],
  }
}

function ask(cases: readonly string[]): Statement {
  const text = 'insert into recount (case_id) select unnest($1::uuid[])'
  return { name: 'ask-recount', text, values: [cases] }
}

/** All links of the group a case stands in, found step by step. */
export function selectLinks(caseId: string): Statement {
  const text = `with recursive joined (id) as (
      select $1::uuid
      union
      select case when l.case_id = j.id then l.other else l.case_id end from joined j join case_link l on j.id in (l.case_id, l.other))
    select l.case_id as "case", l.other, l.kind from case_link l where l.case_id in (select id from joined)`
  return { name: 'links-of-group', text, values: [caseId] }
}
