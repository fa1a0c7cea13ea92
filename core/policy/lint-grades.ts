import { type Case, casesOf, holdsWith } from './condition-cases.ts'
import type { LintFinding } from './lint-finding.ts'
import { dutiesOf } from './pack-in-force.ts'
import type { Pack } from './pack-shape.ts'

/**
 * Grades that no rule ever gives: the condition holds only where one above it does, or never. A grade to which a step of a
 * duty raises has its way in, whatever its condition says.
 */
export function unreachableGrades(pack: Pack): LintFinding[] {
  const raised = new Set(
    dutiesOf({ content: pack }).flatMap(([, { warn }]) => warn.flatMap(({ raise }) => raise ?? [])),
  )
  const order = pack.grades.order.map(({ id, when }) => ({ id, cases: when === undefined ? [[]] : casesOf(when) }))
  return order.flatMap(({ id, cases }, i): LintFinding[] => {
    if (raised.has(id)) return []
    if (cases.length === 0) return [{ rule: 'never-grade', at: id, others: [] }]
    const above = cases.map((one) => order.slice(0, i).find((earlier) => takes(earlier.cases, one))?.id)
    if (above.includes(undefined)) return []
    return [{ rule: 'shadowed-grade', at: id, others: [...new Set(above.flatMap((name) => name ?? []))] }]
  })
}

function takes(earlier: readonly Case[], one: Case): boolean {
  return earlier.some((asked) => holdsWith(asked, one))
}
