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
    for (let step = one.warned; step < one.warnings.length; step += 1) {
      const warning = one.warnings[step]
      if (warning && warning.at <= now) passed.push(warned(one, warning))
    }
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
  const { regime, duty, round } = one
  return derived({ ...warning, type: 'ObligationWarned', regime, duty, round }, warning.at)
}

function missed(one: Obligation): Derived {
  const { regime, duty, round, due, breach, breachRaises: raise, breachThen } = one
  const event = { ...breachThen, type: 'ObligationMissed' as const, regime, duty, round, due, tell: [...breach] }
  return derived(raise ? { ...event, raise } : event, after(due))
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
