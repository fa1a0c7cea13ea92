import { passTime } from '../obligations/pass-time.ts'
import { type RuleContext, reactWithDuties } from '../obligations/react.ts'
import { conditionOf, type Seen, seenBy } from '../policy/condition.ts'
import type { PackInForce } from '../policy/pack-in-force.ts'
import type { Pack } from '../policy/pack-shape.ts'
import type { CaseSurroundings } from './command.ts'
import type { CaseEvent, Derived } from './events.ts'
import { evolveAll } from './evolve.ts'
import type { CaseState } from './state.ts'
import { isWalledOff } from './wall.ts'

/** Who is written down as the author of what rules and time bring about. */
const theRules = 'rules'

/**
 * What rules make of the facts a decision has just written: a grade is raised where a condition of the pack holds,
 * then duties start, stop, pause or fall away. To lower a grade takes a person and a reason, and the rule that had raised
 * it does not raise it again; only what a count of people raised falls back with the count.
 *
 * @param state   the case after the new facts
 * @param context the pinned packs and calendar, and the moment of the facts
 * @param settled see `reactWithDuties`
 */
export function react(state: CaseState, context: RuleContext, settled?: CaseState): readonly Derived[] {
  const raised = context.packs.flatMap((pack) =>
    isGradedAsBefore(state, pack, settled) ? [] : raiseGrade(state, pack, context.now),
  )
  const after = foldAll(state, raised)
  return [...raised, ...reactWithDuties(after, context, settled)]
}

/** Folds facts that rules or time made. */
export function foldAll(state: CaseState, facts: readonly Derived[]): CaseState {
  return evolveAll(
    state,
    facts.map(({ event, origin, occurredAt }) => ({ event, origin, occurredAt, by: theRules })),
  )
}

/** What the passing of time needs beside the rules: whom a step of a ladder can assign a case to; nobody where left out. */
type TimeContext = RuleContext & { readonly around?: Pick<CaseSurroundings, 'holdersOver'> }

/**
 * What the clock has brought about up to `context.now`, with what each step of a ladder does beside telling and what the
 * rules make of that, at the moment of that step. Every command begins with this, so a breach always stands before the late
 * answer.
 */
export function letTimePass(
  state: CaseState,
  context: TimeContext,
): { readonly facts: readonly Derived[]; readonly state: CaseState } {
  const passed = passTime(state, context.now)
  if (passed.length === 0) return { facts: passed, state }
  const acting = passed.findIndex(({ event }) => 'tell' in event && (event.raise ?? event.assign ?? event.bulletin))
  if (acting < 0) return { facts: passed, state: foldAll(state, passed) }
  const past = passed.slice(0, acting + 1)
  const reached = foldAll(state, past)
  const done = doneBy(reached, past.at(-1) as Derived, context)
  const rest = letTimePass(foldAll(reached, done), context)
  return { facts: [...past, ...done, ...rest.facts], state: rest.state }
}

/** What a step does, and what the rules make of it. */
function doneBy(state: CaseState, { event, occurredAt: now }: Derived, context: TimeContext): readonly Derived[] {
  const pack = context.packs.find((one) => 'regime' in event && one.id === event.regime)
  if (!pack || !('tell' in event)) return []
  const rule = pack.at(`obligations.${event.duty}`)
  const raised = event.raise === undefined ? [] : raiseTo(state, pack, event.raise, now, rule)
  const handed = handedOn(state, event.assign, event.bulletin, pack, context)
  const done = [...raised, ...handed.map((one): Derived => ({ event: one, origin: 'rule', occurredAt: now, rule }))]
  return [...done, ...reactWithDuties(foldAll(state, done), { ...context, now })]
}

/** The case in other hands, and a bulletin called for; while it is worked on, neither before nor after. */
function handedOn(
  state: CaseState,
  post: string | undefined,
  to: string[] | undefined,
  pack: PackInForce,
  { around }: TimeContext,
): CaseEvent[] {
  const { status, stage, unit, handler } = state
  if (status !== 'open' || stage === 'intake') return []
  const held = post === undefined ? [] : (around?.holdersOver(post, unit) ?? [])
  const holders = held.filter((person) => !isWalledOff(state, person))
  const next = handler !== undefined && holders.includes(handler) ? undefined : holders[0]
  return [
    ...(next === undefined ? [] : [{ type: 'CaseAssigned' as const, unit, handler: next }]),
    ...(to === undefined ? [] : [{ type: 'BulletinCalled' as const, regime: pack.id, to }]),
  ]
}

/** Whether the grades of a pack are bound to find what they found in an earlier state. */
function isGradedAsBefore(state: CaseState, { content }: PackInForce, settled: CaseState | undefined): boolean {
  return settled?.status === state.status && gradesSee(content).every((part) => settled[part] === state[part])
}

/** What of a case its grades rest on. */
function gradesSee(content: Pack): readonly Seen[] {
  const known = seenByGrades.get(content)
  if (known) return known
  const seen = [...seenBy(content.grades.order.map(({ when }) => when)), 'regimes' as const]
  seenByGrades.set(content, seen)
  return seen
}

/** Each act of each case asks again. */
const seenByGrades = new WeakMap<Pack, readonly Seen[]>()

function raiseGrade(state: CaseState, pack: PackInForce, now: string): readonly Derived[] {
  const grade = gradeOf(state, pack)
  const rule = pack.at(`grades.${grade}`)
  const counted = pack.content.grades.counts !== undefined && gradeOf(uncounted(state), pack) !== grade
  const back = fallsBackTo(state, pack, grade)
  if (back === undefined) return raiseTo(state, pack, grade, now, rule, counted)
  const rests = counted && back === grade
  const event = { type: 'CaseGraded', regime: pack.id, grade: back, by: 'rule', reverts: true, counted: rests } as const
  return [{ event, origin: 'rule', occurredAt: now, rule }]
}

/** What a grade that rests on a count falls back to once the count no longer carries it: what it was, or what the rules still say. */
function fallsBackTo(state: CaseState, pack: PackInForce, grade: string): string | undefined {
  const regime = regimeOf(state, pack)
  if (!regime?.counted || state.status !== 'open') return undefined
  const before = regime.uncounted ?? grade
  const back = rank(pack, before) < rank(pack, grade) ? before : grade
  return rank(pack, back) > rank(pack, regime.grade) ? back : undefined
}

/** The first grade whose condition holds; the last has none. */
function gradeOf(state: CaseState, pack: PackInForce): string {
  const { order } = pack.content.grades
  const grade = order.find(({ when }) => when === undefined || conditionOf(when)(state, pack.id))
  if (!grade) throw new Error('the last grade takes all')
  return grade.id
}

function uncounted(state: CaseState): CaseState {
  return { ...state, regimes: state.regimes.map((regime) => ({ ...regime, people: {} })) }
}

/** The grade of a case raised by a rule; nothing where it is as grave already, or a person lowered it from there. */
function raiseTo(
  state: CaseState,
  pack: PackInForce,
  grade: string,
  now: string,
  rule: string,
  counted = false,
): readonly Derived[] {
  const regime = regimeOf(state, pack)
  if (!regime || state.status !== 'open') return []
  if (rank(pack, grade) >= Math.min(rank(pack, regime.grade), rank(pack, regime.ruledGrade))) return []
  const event = { type: 'CaseGraded', regime: pack.id, grade, by: 'rule', ...(counted && { counted }) } as const
  return [{ event, origin: 'rule', occurredAt: now, rule }]
}

function regimeOf(state: CaseState, pack: PackInForce) {
  return state.regimes.find((one) => one.hash === pack.hash)
}

/** Place in the pack's order, 0 the gravest; behind the last while there is no grade yet. */
function rank(pack: PackInForce, grade: string | undefined): number {
  const index = pack.content.grades.order.findIndex(({ id }) => id === grade)
  return index < 0 ? pack.content.grades.order.length : index
}
