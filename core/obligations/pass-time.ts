import type { CaseEvent, Derived } from '../case/events.ts'
import type { CaseState, Obligation } from '../case/state.ts'
import { isoOf } from './duty-time.ts'

/**
 * What the clock alone has brought about: warnings and breaches up to `now`, each with its true moment, in order. What a
 * step does beside telling, and what rules make of it, is in `letTimePass`.
 *
 * @param state the case as its facts tell
 * @param now   ISO instant
 */
export function passTime(state: CaseState, now: string): readonly Derived[] {
  return state.obligations.flatMap((one) => [...warningsUpTo(one, now), ...breachBefore(one, now)]).sort(byMoment)
}

/**
 * When the sweeper must look at an obligation again; undefined where time can no longer change it.
 * One millisecond after due, since an answer at the due instant itself is in time.
 */
export function nextCheckAt(one: Obligation): string | undefined {
  if (one.status !== 'running' && one.status !== 'missed') return undefined
  const moments = one.warnings.slice(one.warned).map((warning) => warning.at)
  if (one.status === 'running') moments.push(after(one.due))
  return moments.sort()[0]
}

function warningsUpTo(one: Obligation, now: string): Derived[] {
  if ((one.status !== 'running' && one.status !== 'missed') || one.warned === one.warnings.length) return []
  const due = one.warnings.slice(one.warned).filter((warning) => warning.at <= now)
  return due.map((warning) => derived({ type: 'ObligationWarned', ...name(one), ...warning }, warning.at))
}

function breachBefore(one: Obligation, now: string): Derived[] {
  if (one.status !== 'running' || now <= one.due) return []
  const { due, breach, breachRaises: raise, breachThen } = one
  const acts = { ...(raise && { raise }), ...breachThen }
  const missed = { type: 'ObligationMissed' as const, ...name(one), due, tell: [...breach], ...acts }
  return [derived(missed, after(due))]
}

function name({ regime, duty, round }: Obligation) {
  return { regime, duty, round }
}

function derived(event: CaseEvent, occurredAt: string): Derived {
  return { event, origin: 'time', occurredAt }
}

function after(moment: string): string {
  return isoOf(Date.parse(moment) + 1)
}

function byMoment(a: Derived, b: Derived): number {
  return a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0
}
