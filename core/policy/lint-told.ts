import type { LintFinding } from './lint-finding.ts'
import type { Duty, Pack } from './pack-shape.ts'

/**
 * A duty of whose breach nobody learns. Told is whoever holds a post over the unit of the case and may read it; `handler`
 * only where the duty begins with an assignment, since before it there is none; `complainant` never, since a notice is for
 * staff and a complainant is told by an answer.
 */
export function untold(pack: Pack, [at, { starts_on, warn }]: readonly [string, Duty]): LintFinding[] {
  const readers = pack.authority.authorities['may-read']?.posts ?? []
  const told = warn.filter((step) => step.at === '100%' || step.after !== undefined).flatMap(({ tell }) => tell)
  const learns = told.some((one) => readers.includes(one) || (one === 'handler' && starts_on === 'CaseAssigned'))
  return learns ? [] : [{ rule: 'told-nobody', at, others: [...new Set(told)] }]
}
