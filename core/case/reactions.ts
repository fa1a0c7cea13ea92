import { type RuleContext, reactWithDuties } from '../obligations/react.ts'
import { conditionOf } from '../policy/condition.ts'
import type { PackInForce } from '../policy/pack-in-force.ts'
import type { Derived } from './events.ts'
import { evolve } from './evolve.ts'
import type { CaseState } from './state.ts'

/** Who is written down as the author of what rules and time bring about. */
const theRules = 'rules'

/**
 * What rules make of the facts a decision has just written: a grade is raised where a condition of the pack holds,
 * then duties start, stop, pause or fall away. Never lowers a grade: that takes a person and a reason, and the rule that
 * had raised it does not raise it again.
 *
 * @param state   the case after the new facts
 * @param context the pinned packs and calendar, and the moment of the facts
 */
export function react(state: CaseState, context: RuleContext): readonly Derived[] {
  const raised = context.packs.flatMap((pack) => raiseGrade(state, pack, context.now))
  const after = raised.reduce(fold, state)
  return [...raised, ...reactWithDuties(after, context)]
}

/** Folds a fact that rules or time made. */
export function fold(state: CaseState, { event, origin, occurredAt }: Derived): CaseState {
  return evolve(state, { event, origin, occurredAt, by: theRules })
}

function raiseGrade(state: CaseState, pack: PackInForce, now: string): Derived[] {
  const regime = state.regimes.find((one) => one.hash === pack.hash)
  if (!regime || state.status !== 'open') return []
  const { order } = pack.content.grades
  const index = order.findIndex((grade) => grade.when === undefined || conditionOf(grade.when)(state, pack.id))
  const grade = order[index]
  if (!grade || index >= Math.min(rank(pack, regime.grade), rank(pack, regime.ruledGrade))) return []
  const event = { type: 'CaseGraded', regime: pack.id, grade: grade.id, by: 'rule' } as const
  return [{ event, origin: 'rule', occurredAt: now, rule: pack.at(`grades.${grade.id}`) }]
}

/** Place in the pack's order, 0 the gravest; behind the last while there is no grade yet. */
function rank(pack: PackInForce, grade: string | undefined): number {
  const index = pack.content.grades.order.findIndex(({ id }) => id === grade)
  return index < 0 ? pack.content.grades.order.length : index
}
