import { addWorkingTime, workingTimeBetween } from '../calendar/due.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEventOf, CaseEventType } from '../case/events.ts'
import type { CaseState, Obligation } from '../case/state.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { isWorkingTime, ladderOf } from './ladder.ts'

type Setting = { readonly state: CaseState; readonly duty: Duty; readonly calendar: OfficeCalendar }
type Named<T> = Omit<T, 'regime' | 'duty' | 'round'>
type Change = Named<CaseEventOf<'ObligationPaused'>> | Named<CaseEventOf<'ObligationResumed'>>

/**
 * Whether the latest facts pause a running duty or resume a paused one. What was left when the pause began is kept:
 * working time for duties in working time, plain time otherwise. A missed duty is never paused.
 */
export function pauseOrResume({ state, duty, calendar }: Setting, one: Obligation): Change[] {
  const paused = latest(state, duty.pauses_on)
  const resumed = latest(state, duty.resumes_on)
  if (one.status === 'running' && paused && paused >= one.start && !(resumed && resumed >= paused)) return [pause(one, paused, calendar)]
  if (one.status === 'paused' && resumed && paused && resumed >= paused) return [resume(one, resumed, duty, calendar)]
  return []
}

function pause(one: Obligation, at: string, calendar: OfficeCalendar): Change {
  const [from, to] = [Temporal.Instant.from(at), Temporal.Instant.from(one.due)]
  const left = isWorkingTime(one.allowance) ? workingTimeBetween(from, to, calendar) : to.epochMilliseconds - from.epochMilliseconds
  return { type: 'ObligationPaused', at, remaining: Math.max(0, left) }
}

function resume(one: Obligation, at: string, duty: Duty, calendar: OfficeCalendar): Change {
  const from = Temporal.Instant.from(at)
  const left = one.remaining ?? 0
  const due = (isWorkingTime(one.allowance) ? addWorkingTime(from, left, calendar) : from.add({ milliseconds: left })).toString({
    fractionalSecondDigits: 3,
  })
  const { warnings, breach } = ladderOf(duty, { start: one.start, due, allowance: one.allowance }, calendar)
  return { type: 'ObligationResumed', at, due, warnings: warnings.filter((warning) => warning.at > at), breach }
}

function latest(state: CaseState, types: readonly CaseEventType[] | undefined): string | undefined {
  return types
    ?.flatMap((type) => state.moments[type]?.last ?? [])
    .sort()
    .at(-1)
}
