import { passTime } from '../obligations/pass-time.ts'
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

/**
 * What the clock has brought about up to `context.now`, with what the rules make of each step that raises the grade, at
 * the moment of that step. Every command begins with this, so a breach always stands before the late answer.
 */
export function letTimePass(
  state: CaseState,
  context: RuleContext,
): { readonly facts: readonly Derived[]; readonly state: CaseState } {
  const passed = passTime(state, context.now)
  const raising = passed.findIndex(({ event }) => 'raise' in event && event.raise !== undefined)
  if (raising < 0) return { facts: passed, state: passed.reduce(fold, state) }
  const past = passed.slice(0, raising + 1)
  const reached = past.reduce(fold, state)
  const raised = raisedBy(reached, past.at(-1) as Derived, context)
  const facts = [...past, ...raised]
  const rest = letTimePass(raised.reduce(fold, reached), context)
  return { facts: [...facts, ...rest.facts], state: rest.state }
}

function raisedBy(state: CaseState, { event, occurredAt: now }: Derived, context: RuleContext): readonly Derived[] {
  const pack = context.packs.find((one) => 'regime' in event && one.id === event.regime)
  if (!pack || !('raise' in event) || event.raise === undefined) return []
  const raised = raiseTo(state, pack, event.raise, now, pack.at(`obligations.${event.duty}`))
  return [...raised, ...reactWithDuties(raised.reduce(fold, state), { ...context, now })]
}

function raiseGrade(state: CaseState, pack: PackInForce, now: string): readonly Derived[] {
  const { order } = pack.content.grades
  const grade = order.find(({ when }) => when === undefined || conditionOf(when)(state, pack.id))
  return grade ? raiseTo(state, pack, grade.id, now, pack.at(`grades.${grade.id}`)) : []
}

/** The grade of a case raised by a rule; nothing where it is as grave already, or a person lowered it from there. */
function raiseTo(state: CaseState, pack: PackInForce, grade: string, now: string, rule: string): readonly Derived[] {
  const regime = state.regimes.find((one) => one.hash === pack.hash)
  if (!regime || state.status !== 'open') return []
  if (rank(pack, grade) >= Math.min(rank(pack, regime.grade), rank(pack, regime.ruledGrade))) return []
  const event = { type: 'CaseGraded', regime: pack.id, grade, by: 'rule' } as const
  return [{ event, origin: 'rule', occurredAt: now, rule }]
}

/** Place in the pack's order, 0 the gravest; behind the last while there is no grade yet. */
function rank(pack: PackInForce, grade: string | undefined): number {
  const index = pack.content.grades.order.findIndex(({ id }) => id === grade)
  return index < 0 ? pack.content.grades.order.length : index
}
