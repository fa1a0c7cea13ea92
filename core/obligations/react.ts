import { asPromised, until } from '../calendar/allowance.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEvent, Derived } from '../case/events.ts'
import type { CaseState, MomentName, Obligation } from '../case/state.ts'
import type { Thing } from '../case/things.ts'
import { conditionOf } from '../policy/condition.ts'
import { countedBy } from '../policy/counted-by.ts'
import { allowanceFor } from '../policy/limits.ts'
import { dutiesOf, dutyOf, type PackInForce } from '../policy/pack-in-force.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { dueOf } from './duty-time.ts'
import { evolveObligations } from './evolve.ts'
import { ladderOf } from './ladder.ts'
import { pauseOrResume } from './pause.ts'
import { newsSince, type Watched, watchedBy, watchedOf } from './watched.ts'

/** What a rule needs beside the state: the pinned packs, the pinned calendar and the moment of the fact it follows. */
export type RuleContext = {
  readonly packs: readonly PackInForce[]
  readonly calendar: OfficeCalendar
  readonly now: string
}

type Clause = Omit<RuleContext, 'packs'> & {
  readonly state: CaseState
  readonly pack: PackInForce
  readonly name: string
  readonly duty: Duty
  readonly watched: Watched
  /** Of which promise, task or act, where it has a clock for each. */
  readonly number?: number
}

/**
 * What the facts of a case mean for its duties: which start, stop, pause, resume or fall away, for every pinned pack.
 * Reads the whole state, so it may run after any number of new facts, and gives nothing where nothing changes.
 *
 * @param settled an earlier state of the case to which the rules have reacted: duties that see nothing new since are passed
 *   over, which changes how long it takes and nothing else
 */
export function reactWithDuties(
  state: CaseState,
  { packs, calendar, now }: RuleContext,
  settled?: CaseState,
): readonly Derived[] {
  const facts: Derived[] = []
  const isNew = settled ? newsSince(settled, state) : () => true
  for (const { hash } of state.regimes) {
    const pack = packs.find((one) => one.hash === hash)
    if (!pack) continue
    const own = countedBy(pack, calendar)
    for (const [name, duty] of dutiesOf(pack)) {
      const watched = watchedBy(duty, pack.id)
      // Whose starting fact has not happened has nothing to say.
      if (state.moments[watched.starts] && isNew(name, watched))
        for (const clause of clausesOf({ calendar: own, now, state, pack, name, duty, watched }, packs))
          facts.push(...reactOne(clause))
    }
  }
  return facts
}

/**
 * A duty once, or once for each thing that it is about. Common practice asks once for a thing, also where several packs of
 * the case build on it: a promise is one promise.
 */
function clausesOf(clause: Clause, packs: readonly PackInForce[]): readonly Clause[] {
  const { state, watched, pack, name, duty } = clause
  if (watched.of === undefined) return [clause]
  const before = packs.slice(0, packs.indexOf(pack))
  if ('design' in duty.source && before.some((one) => dutyOf(one, name))) return nothing
  return numbersOf[watched.of](state).map((number) => ({ ...clause, number, watched: watchedOf(watched, number) }))
}

const numbersOf: Record<Thing, (state: CaseState) => readonly number[]> = {
  promise: ({ promises }) => promises.map(({ number }) => number),
  task: ({ tasks }) => tasks.map(({ number }) => number),
  act: ({ crisisActs }) => crisisActs.map(({ number }) => number),
}

/** Step by step until nothing changes: a duty that starts late may at once be paused, missed or met. */
function reactOne(clause: Clause): readonly Derived[] {
  const { state, pack, name, now } = clause
  let latest = latestRound(state.obligations, pack.id, name, clause.number)
  let facts: readonly Derived[] = nothing
  for (;;) {
    const next = latest && isOpen(latest) ? settle(clause, latest) : start(clause, latest)
    if (next.length === 0) return facts
    for (const event of next) latest = evolveObligations(latest ? [latest] : [], event, '').at(-1)
    const rule = pack.at(`obligations.${name}`)
    facts = [...facts, ...next.map((event): Derived => ({ event, origin: 'rule', occurredAt: now, rule }))]
  }
}

function latestRound(
  obligations: readonly Obligation[],
  regime: string,
  duty: string,
  number?: number,
): Obligation | undefined {
  return obligations.findLast(
    (one) => one.duty === duty && one.regime === regime && (number === undefined || one.round === number),
  )
}

/** Most duties have nothing to say to most facts. */
const nothing: readonly never[] = []

function isOpen(one: Obligation): boolean {
  return one.status === 'running' || one.status === 'paused' || one.status === 'missed'
}

function settle(clause: Clause, one: Obligation): readonly CaseEvent[] {
  const stopped = stoppedAt(clause, one.start)
  if (stopped) return meet(one, stopped).map((event) => ({ ...event, ...nameOf(clause, one.round) }))
  if (one.status !== 'missed' && restartedSince(clause, one.start))
    return [{ type: 'ObligationCancelled', ...nameOf(clause, one.round), why: 'restarted' }]
  const why = noLongerOwed(clause, one)
  // A missed duty keeps its breach; only what would still be told of it falls away.
  if (why && one.over) return nothing
  if (why) return [{ type: 'ObligationCancelled', ...nameOf(clause, one.round), why }]
  const change = pauseOrResume(clause, one)
  return change ? [{ ...change, ...nameOf(clause, one.round) }] : nothing
}

/** The breach stands before the late answer, also where a duty is found to have run only afterwards. */
function meet(one: Obligation, at: string) {
  const late = one.status !== 'paused' && at > one.due
  const met = { type: 'ObligationMet' as const, at, late }
  if (!late || one.status === 'missed') return [met]
  return [{ type: 'ObligationMissed' as const, due: one.due, tell: [...one.breach] }, met]
}

function noLongerOwed(clause: Clause, one: Obligation): 'merged' | 'ended' | 'condition' | 'released' | undefined {
  if (clause.state.status === 'merged') return 'merged'
  if (!isAlive(clause.state)) return 'ended'
  if (isReleased(clause)) return 'released'
  return applies(clause) && fellAwayAt(clause, one.start) === undefined ? undefined : 'condition'
}

/** Whether the complainant agreed that the promise need not be kept, and the duty says that this ends it. */
function isReleased({ state, duty, watched, number }: Clause): boolean {
  const named = duty.falls_away_on?.includes('PromiseReleased')
  if (watched.of !== 'promise' || !named) return false
  return state.promises.some((one) => one.number === number && one.status === 'released')
}

/**
 * From when the duty runs: its starting fact, or a later one that lets it run anew; '' where it did not start. What was
 * met or missed does not begin anew.
 */
function begunAt({ state, watched }: Clause, latest: Obligation | undefined): string {
  const begun = state.moments[watched.starts]?.last ?? ''
  if (begun === '' || (latest && latest.status !== 'cancelled')) return begun
  return lastOf(state, watched.restarts, begun) ?? begun
}

function restartedSince({ state, watched }: Clause, since: string): boolean {
  const last = lastOf(state, watched.restarts, since)
  return last !== undefined && last > since
}

function start(clause: Clause, latest: Obligation | undefined): readonly CaseEvent[] {
  const { state, duty, calendar } = clause
  const begun = begunAt(clause, latest)
  if (begun === '' || !isAlive(state)) return nothing
  // What is about one thing runs once for it.
  if (latest && clause.number !== undefined) return nothing
  if (latest && latest.start >= begun && latest.status !== 'cancelled') return nothing
  if (!applies(clause)) return nothing
  const [away, stopped] = [fellAwayAt(clause, begun), stoppedAt(clause, begun)]
  if (away && !(stopped && stopped <= away)) return nothing
  const receipt = { channel: state.channel, start: begun }
  const allow = allowanceFor(duty, receipt, calendar, state.recordedSteps !== undefined)
  if (allow === undefined) return nothing
  const allowance = allow === asPromised ? promised(clause) : allow
  return [startUnder(clause, begun, allowance, clause.number ?? (latest?.round ?? 0) + 1)]
}

/** The moment by which a promise is owed, as an allowance. */
function promised({ state, number, name }: Clause): string {
  const found = state.promises.find((one) => one.number === number)
  if (!found) throw new Error(`the duty ${name} begins with no promise, and the loader let it pass`)
  return until(found.until)
}

function startUnder(clause: Clause, begun: string, allowance: string, round: number): CaseEvent {
  const { state, pack, name, duty, calendar, watched } = clause
  const { due, provisional } = dueOf(begun, allowance, calendar)
  const { of } = watched
  const basis = { regime: pack.id, duty: name, round, start: begun, allowance, due }
  if (state.recordedSteps && !holdsEnd(duty, state.recordedSteps)) return { ...basis, type: 'ObligationUnknown' }
  const event = { ...ladderOf(duty, basis, calendar), ...basis, ...(of && { of }), type: 'ObligationStarted' as const }
  return provisional ? { ...event, provisional } : event
}

/** Whether an imported record can tell that a duty was met: it holds the stopping step, but nothing a condition asks beside. */
function holdsEnd({ stops_on, stops_if }: Duty, recordedSteps: readonly string[]): boolean {
  return stops_if === undefined && stops_on.some((type) => recordedSteps.includes(type))
}

/**
 * The earliest stopping fact since the duty began, so that what ended an earlier round does not end this one; the latest,
 * once its condition holds, where it has one.
 */
function stoppedAt({ state, duty, watched, pack }: Clause, since: string): string | undefined {
  // What comes again and again ends one round and begins the next: its own beginning does not end it.
  const from = watched.stops.includes(watched.starts) ? justAfter(since) : since
  if (duty.stops_if === undefined) return firstOf(state, watched.stops, from)
  return conditionOf(duty.stops_if)(state, pack.id) ? lastOf(state, watched.stops, from) : undefined
}

function fellAwayAt({ state, watched }: Clause, since: string): string | undefined {
  return firstOf(state, watched.fallsAway, since)
}

/** The earliest moment known of these facts from a moment on: of each, its first and its last are known. */
function firstOf({ moments }: CaseState, names: readonly MomentName[], from: string): string | undefined {
  let found: string | undefined
  for (const name of names) {
    const { first, last } = moments[name] ?? never
    const at = first >= from ? first : last
    if (at >= from && (found === undefined || at < found)) found = at
  }
  return found
}

/** The latest moment of these facts from a moment on. */
function lastOf({ moments }: CaseState, names: readonly MomentName[], from: string): string | undefined {
  let found: string | undefined
  for (const name of names) {
    const { last } = moments[name] ?? never
    if (last >= from && (found === undefined || last > found)) found = last
  }
  return found
}

/** The least text behind an instant: every later instant is above it, and it is no instant itself. */
function justAfter(moment: string): string {
  return `${moment}+`
}

/** Of what has not happened; earlier than all. */
const never = { first: '', last: '' }

function applies({ duty, state, pack }: Clause): boolean {
  return duty.only_if === undefined || conditionOf(duty.only_if)(state, pack.id)
}

/** A case that was refused, withdrawn, merged or filed owes nothing more; a closed one may still owe a call-back. */
function isAlive({ status }: CaseState): boolean {
  return status === 'open' || status === 'closed'
}

function nameOf({ pack, name }: Clause, round: number) {
  return { regime: pack.id, duty: name, round }
}
