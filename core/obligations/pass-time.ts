import { isoOf, msOf } from '../calendar/iso-instant.ts'
import type { CaseEvent, Derived } from '../case/events.ts'
import type { CaseState, Obligation, Warning } from '../case/state.ts'

/**
 * What the clock alone has brought about: warnings and breaches up to `now`, each with its true moment, in order. What a
 * step does beside telling, and what rules make of it, is in `letTimePass`.
 *
 * @param state the case as its facts tell
 * @param now   ISO instant
 */
export function passTime(state: CaseState, now: string): readonly Derived[] {
  const passed: Derived[] = []
  for (const one of state.obligations) {
    if (one.status !== 'running' && one.status !== 'missed') continue
    for (const warning of one.warnings.slice(one.warned)) if (warning.at <= now) passed.push(warned(one, warning))
    if (one.status === 'running' && now > one.due) passed.push(missed(one))
  }
  return passed.length > 1 ? passed.sort(byMoment) : passed
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

function warned(one: Obligation, warning: Warning): Derived {
  return derived({ type: 'ObligationWarned', ...name(one), ...warning }, warning.at)
}

function missed(one: Obligation): Derived {
  const { due, breach, breachRaises: raise, breachThen } = one
  const acts = { ...(raise && { raise }), ...breachThen }
  return derived({ type: 'ObligationMissed', ...name(one), due, tell: [...breach], ...acts }, after(due))
}

function name({ regime, duty, round }: Obligation) {
  return { regime, duty, round }
}

function derived(event: CaseEvent, occurredAt: string): Derived {
  return { event, origin: 'time', occurredAt }
}

function after(moment: string): string {
  return isoOf(msOf(moment) + 1)
}

function byMoment(a: Derived, b: Derived): number {
  return a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0
}
