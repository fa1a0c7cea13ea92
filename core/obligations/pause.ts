import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEventOf } from '../case/events.ts'
import type { CaseState, MomentName, Obligation } from '../case/state.ts'
import { conditionOf } from '../policy/condition.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { isProvisional, timeAfter, timeBetween } from './duty-time.ts'
import { ladderAfterPause } from './ladder.ts'
import type { Watched } from './watched.ts'

type Setting = {
  readonly state: CaseState
  readonly duty: Duty
  readonly watched: Watched
  readonly calendar: OfficeCalendar
}
type Named<T> = Omit<T, 'regime' | 'duty' | 'round'>
type Change = Named<CaseEventOf<'ObligationPaused'>> | Named<CaseEventOf<'ObligationResumed'>>

/**
 * Whether the latest facts pause a running duty or resume a paused one. What was left when the pause began is kept:
 * working time for duties in working time, plain time otherwise. A missed duty is never paused.
 */
export function pauseOrResume({ state, duty, watched, calendar }: Setting, one: Obligation): Change | undefined {
  if (!duty.pause) return undefined
  const paused = latest(state, watched.pauses)
  const resumed = latest(state, watched.resumes)
  if (paused === undefined || paused < one.start) return undefined
  const answered = resumed !== undefined && resumed >= paused
  const stands = duty.pause.while === undefined ? !answered : conditionOf(duty.pause.while)(state, one.regime)
  if (one.status === 'running' && stands && !answered && paused <= one.due) return pause(one, paused, calendar)
  if (one.status === 'paused' && !stands && answered) return resume(one, resumed, duty, calendar)
  return undefined
}

function pause(one: Obligation, at: string, calendar: OfficeCalendar): Change {
  return { type: 'ObligationPaused', at, remaining: timeBetween(at, one.due, one.allowance, calendar) }
}

function resume(one: Obligation, at: string, duty: Duty, calendar: OfficeCalendar): Change {
  const { start, allowance, remaining = 0 } = one
  const due = timeAfter(at, remaining, allowance, calendar)
  const ladder = ladderAfterPause(duty, { start, due, allowance, resumed: at, remaining }, calendar)
  const provisional = isProvisional(at, due, allowance, calendar)
  return { type: 'ObligationResumed', at, due, ...(provisional && { provisional }), ...ladder }
}

function latest({ moments }: CaseState, names: readonly MomentName[]): string | undefined {
  let last: string | undefined
  for (const name of names) {
    const moment = moments[name]?.last
    if (moment !== undefined && (last === undefined || moment > last)) last = moment
  }
  return last
}
