import { parseAllowance } from '../calendar/allowance.ts'
import { dueAt } from '../calendar/due.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEvent, Derived } from '../case/events.ts'
import type { CaseState, Obligation, PinnedRegime } from '../case/state.ts'
import { conditionOf } from '../policy/condition.ts'
import { dutiesOf, type PackInForce, valueAt } from '../policy/pack-in-force.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { ladderOf } from './ladder.ts'
import { pauseOrResume } from './pause.ts'

/** What a rule needs beside the state: the pinned packs, the pinned calendar and the moment of the fact it follows. */
export type RuleContext = { readonly packs: readonly PackInForce[]; readonly calendar: OfficeCalendar; readonly now: string }

type Clause = RuleContext & {
  readonly state: CaseState
  readonly pack: PackInForce
  readonly regime: PinnedRegime
  readonly name: string
  readonly duty: Duty
}

/**
 * What the facts of a case mean for its duties: which start, stop, pause, resume or fall away, for every pinned pack.
 * Reads the whole state, so it may run after any number of new facts, and gives nothing where nothing changes.
 */
export function reactWithDuties(state: CaseState, context: RuleContext): readonly Derived[] {
  return clausesOf(state, context).flatMap((clause) => reactOne(clause).map((event) => derived(clause, event)))
}

function clausesOf(state: CaseState, context: RuleContext): Clause[] {
  return state.regimes.flatMap((regime) => {
    const pack = context.packs.find((one) => one.hash === regime.hash)
    return pack ? dutiesOf(pack).map(([name, duty]) => ({ ...context, state, pack, regime, name, duty })) : []
  })
}

function reactOne(clause: Clause): CaseEvent[] {
  const rounds = clause.state.obligations.filter((one) => one.regime === clause.regime.pack && one.duty === clause.name)
  const latest = rounds.at(-1)
  if (latest && isOpen(latest)) return settle(clause, latest)
  return start(clause, latest)
}

function isOpen(one: Obligation): boolean {
  return one.status === 'running' || one.status === 'paused' || one.status === 'missed'
}

function settle(clause: Clause, one: Obligation): CaseEvent[] {
  const { state } = clause
  const name = nameOf(clause, one.round)
  const stopped = stoppedAt(clause, one.start)
  if (stopped) return [{ type: 'ObligationMet', ...name, at: stopped, late: stopped > one.due }]
  if (state.status === 'refused' || state.status === 'withdrawn' || state.status === 'archived') return [{ type: 'ObligationCancelled', ...name, why: 'ended' }]
  if (one.status !== 'missed' && !applies(clause)) return [{ type: 'ObligationCancelled', ...name, why: 'condition' }]
  return pauseOrResume(clause, one).map((event) => ({ ...event, ...name }))
}

function start(clause: Clause, latest: Obligation | undefined): CaseEvent[] {
  const { state, duty, calendar } = clause
  const begun = state.moments[duty.starts_on]?.last
  if (state.status !== 'open' && state.status !== 'closed') return []
  if (begun === undefined || (latest && latest.start >= begun && latest.status !== 'cancelled') || !applies(clause)) return []
  const asIf = state.recordedSteps !== undefined
  const allow = valueAt(duty.allow, officeDay(begun, calendar), asIf)
  return allow === undefined ? [] : startUnder(clause, begun, allow, (latest?.round ?? 0) + 1)
}

function startUnder(clause: Clause, begun: string, written: string, round: number): CaseEvent[] {
  const { state, duty, calendar } = clause
  const allowance = parseAllowance(written)
  if (!allowance) throw new Error(`allowance "${written}" passed the loader`)
  const { due, provisional } = dueAt(Temporal.Instant.from(begun), allowance, calendar)
  const basis = { ...nameOf(clause, round), start: begun, allowance: written, due: iso(due) }
  if (state.recordedSteps && !duty.stops_on.some((type) => state.recordedSteps?.includes(type))) return [{ type: 'ObligationUnknown', ...basis }]
  const started: CaseEvent = { type: 'ObligationStarted', ...basis, ...ladderOf(duty, basis, calendar), ...(provisional && { provisional }) }
  const stopped = stoppedAt(clause, begun)
  if (!stopped) return [started]
  return [started, { type: 'ObligationMet', ...nameOf(clause, round), at: stopped, late: stopped > basis.due }]
}

/** The earliest stopping fact since the duty began, so that what ended an earlier round does not end this one. */
function stoppedAt({ state, duty }: Clause, since: string): string | undefined {
  const moments = duty.stops_on.flatMap((type) => {
    const seen = state.moments[type]
    return seen ? [seen.first, seen.last] : []
  })
  return moments.filter((moment) => moment >= since).sort()[0]
}

function applies({ duty, state, regime }: Clause): boolean {
  return duty.only_if === undefined || conditionOf(duty.only_if)(state, regime.pack)
}

function nameOf({ regime, name }: Clause, round: number) {
  return { regime: regime.pack, duty: name, round }
}

function derived({ pack, name, now }: Clause, event: CaseEvent): Derived {
  return { event, origin: 'rule', occurredAt: now, rule: pack.at(`obligations.${name}`) }
}

function officeDay(moment: string, calendar: OfficeCalendar): string {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
}

function iso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}
