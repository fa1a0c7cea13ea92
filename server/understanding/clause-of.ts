import type { PackInForce } from '../../core/policy/pack-in-force.ts'

/** The clause from which a rule of proposals or a grade comes: `proposals.refund`; null where it was designed. */
export function clauseOf({ content }: PackInForce, rule: string): string | null {
  const [file, id] = rule.split('.')
  const rules = file === 'grades' ? content.grades.order : (content.proposals?.order ?? [])
  const source = rules.find((one) => one.id === id)?.source
  return source && 'clause' in source ? source.clause : null
}
