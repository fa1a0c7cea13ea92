import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEvent, CaseEventType, Derived } from '../case/events.ts'
import { type CaseState, type Obligation, ofEachPack, type PinnedRegime } from '../case/state.ts'
import { conditionOf } from '../policy/condition.ts'
import { allowanceFor } from '../policy/limits.ts'
import { dutiesOf, type PackInForce } from '../policy/pack-in-force.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { dueOf } from './duty-time.ts'
import { evolveObligations } from './evolve.ts'
import { ladderOf } from './ladder.ts'
import { pauseOrResume } from './pause.ts'

/** What a rule needs beside the state: the pinned packs, the pinned calendar and the moment of the fact it follows. */
export type RuleContext = {
  readonly packs: readonly PackInForce[]
  readonly calendar: OfficeCalendar
  readonly now: string
}

type Clause = Omit<RuleContext, 'packs'> & {
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

function clausesOf(state: CaseState, { packs, calendar, now }: RuleContext): Clause[] {
  return state.regimes.flatMap((regime) => {
    const pack = packs.find((one) => one.hash === regime.hash)
    return pack ? dutiesOf(pack).map(([name, duty]) => ({ calendar, now, state, pack, regime, name, duty })) : []
  })
}

/** Step by step until nothing changes: a duty that starts late may at once be paused, missed or met. */
function reactOne(clause: Clause): CaseEvent[] {
  const { state, regime, name } = clause
  let latest = state.obligations.findLast((one) => one.duty === name && one.regime === regime.pack)
  const events: CaseEvent[] = []
  for (;;) {
    const next = latest && isOpen(latest) ? settle(clause, latest) : start(clause, latest)
    if (next.length === 0) return events
    for (const event of next) latest = evolveObligations(latest ? [latest] : [], event, '').at(-1)
    events.push(...next)
  }
}

function isOpen(one: Obligation): boolean {
  return one.status === 'running' || one.status === 'paused' || one.status === 'missed'
}

function settle(clause: Clause, one: Obligation): CaseEvent[] {
  const name = nameOf(clause, one.round)
  const stopped = stoppedAt(clause, one.start)
  if (stopped) return meet(one, stopped).map((event) => ({ ...event, ...name }))
  if (one.status !== 'missed' && restartedSince(clause, one.start))
    return [{ type: 'ObligationCancelled', ...name, why: 'restarted' }]
  const why = noLongerOwed(clause, one)
  // A missed duty keeps its breach; only what would still be told of it falls away.
  if (why && one.over) return []
  if (why) return [{ type: 'ObligationCancelled', ...name, why }]
  return pauseOrResume(clause, one).map((event) => ({ ...event, ...name }))
}

/** The breach stands before the late answer, also where a duty is found to have run only afterwards. */
function meet(one: Obligation, at: string) {
  const late = one.status !== 'paused' && at > one.due
  const met = { type: 'ObligationMet' as const, at, late }
  if (!late || one.status === 'missed') return [met]
  return [{ type: 'ObligationMissed' as const, due: one.due, tell: [...one.breach] }, met]
}

function noLongerOwed(clause: Clause, one: Obligation): 'ended' | 'condition' | undefined {
  if (!isAlive(clause.state)) return 'ended'
  return applies(clause) && fellAwayAt(clause, one.start) === undefined ? undefined : 'condition'
}

/**
 * From when the duty runs: its starting fact, or a later one that lets it run anew; '' where it did not start. What was
 * met or missed does not begin anew.
 */
function begunAt({ state, duty, regime }: Clause, latest: Obligation | undefined): string {
  const begun = spanOf(state, duty.starts_on, regime)?.last ?? ''
  if (begun === '' || (latest && latest.status !== 'cancelled')) return begun
  return momentsSince(state, duty.restarts_on ?? [], begun, regime).at(-1) ?? begun
}

function restartedSince({ state, duty, regime }: Clause, since: string): boolean {
  return momentsSince(state, duty.restarts_on ?? [], since, regime).some((moment) => moment > since)
}

function start(clause: Clause, latest: Obligation | undefined): CaseEvent[] {
  const { state, duty, calendar } = clause
  const begun = begunAt(clause, latest)
  if (begun === '' || !isAlive(state)) return []
  if (latest && latest.start >= begun && latest.status !== 'cancelled') return []
  if (!applies(clause)) return []
  const [away, stopped] = [fellAwayAt(clause, begun), stoppedAt(clause, begun)]
  if (away && !(stopped && stopped <= away)) return []
  const receipt = { channel: state.channel, start: begun }
  const allow = allowanceFor(duty, receipt, calendar, state.recordedSteps !== undefined)
  return allow === undefined ? [] : [startUnder(clause, begun, allow, (latest?.round ?? 0) + 1)]
}

function startUnder(clause: Clause, begun: string, allowance: string, round: number): CaseEvent {
  const { state, duty, calendar } = clause
  const { due, provisional } = dueOf(begun, allowance, calendar)
  const basis = { ...nameOf(clause, round), start: begun, allowance, due }
  if (state.recordedSteps && !holdsEnd(duty, state.recordedSteps)) return { type: 'ObligationUnknown', ...basis }
  const ladder = ladderOf(duty, basis, calendar)
  return { type: 'ObligationStarted', ...basis, ...ladder, ...(provisional && { provisional }) }
}

/** Whether an imported record can tell that a duty was met: it holds the stopping step, but nothing a condition asks beside. */
function holdsEnd({ stops_on, stops_if }: Duty, recordedSteps: readonly string[]): boolean {
  return stops_if === undefined && stops_on.some((type) => recordedSteps.includes(type))
}

/** The earliest stopping fact since the duty began, so that what ended an earlier round does not end this one. */
function stoppedAt({ state, duty, regime }: Clause, since: string): string | undefined {
  const seen = momentsSince(state, duty.stops_on, since, regime)
  // What comes again and again ends one round and begins the next: its own beginning does not end it.
  const stops = duty.stops_on.includes(duty.starts_on) ? seen.filter((moment) => moment > since) : seen
  if (duty.stops_if === undefined) return stops[0]
  return conditionOf(duty.stops_if)(state, regime.pack) ? stops.at(-1) : undefined
}

function fellAwayAt({ state, duty, regime }: Clause, since: string): string | undefined {
  return momentsSince(state, duty.falls_away_on ?? [], since, regime)[0]
}

function momentsSince(
  state: CaseState,
  types: readonly CaseEventType[],
  since: string,
  regime: PinnedRegime,
): string[] {
  const seen: string[] = []
  for (const type of types) {
    const { first, last } = spanOf(state, type, regime) ?? never
    if (first >= since) seen.push(first)
    if (last >= since && last !== first) seen.push(last)
  }
  return seen.length > 1 ? seen.sort() : seen
}

/** Of what has not happened; earlier than all. */
const never = { first: '', last: '' }

/** First and last moment of a fact; of those that each pack has of its own, the pack's. */
function spanOf({ moments }: CaseState, type: CaseEventType, { pack }: PinnedRegime) {
  const own = ofEachPack.find((one) => one === type)
  return own ? moments[`${own} ${pack}`] : moments[type]
}

function applies({ duty, state, regime }: Clause): boolean {
  return duty.only_if === undefined || conditionOf(duty.only_if)(state, regime.pack)
}

/** A case that was refused, withdrawn or filed owes nothing more; a closed one may still owe a call-back. */
function isAlive({ status }: CaseState): boolean {
  return status === 'open' || status === 'closed'
}

function nameOf({ regime, name }: Clause, round: number) {
  return { regime: regime.pack, duty: name, round }
}

function derived({ pack, name, now }: Clause, event: CaseEvent): Derived {
  return { event, origin: 'rule', occurredAt: now, rule: pack.at(`obligations.${name}`) }
}
