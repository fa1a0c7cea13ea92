import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEventOf } from '../case/events.ts'
import type { Obligation } from '../case/state.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { dueOf, isProvisional, timeAfter, timeBetween } from './duty-time.ts'
import { wholeTime } from './extend.ts'
import { ladderAfterPause } from './ladder.ts'

export type Calendars = { readonly before: OfficeCalendar; readonly after: OfficeCalendar }

/**
 * What other days off make of a duty. Its time is counted again from its start; what pauses gave it is kept. Only what
 * runs is moved: what was met, missed or ended stands, and a paused duty is counted by the new days once it runs on. No
 * notice makes a duty late: where the new due moment is over already, the old one stays.
 *
 * @param now    ISO instant
 * @param notice by its title and number
 * @returns undefined where nothing changes
 */
export function moveBy(
  one: Obligation,
  duty: Duty,
  { before, after }: Calendars,
  now: string,
  notice: string,
): CaseEventOf<'ObligationMoved'> | undefined {
  if (one.status !== 'running') return undefined
  const { regime, duty: name, round, start } = one
  const allowance = wholeTime(one, duty)
  const whole = dueOf(start, allowance, after)
  const given = timeBetween(dueOf(start, allowance, before).due, one.due, allowance, before)
  const due = given > 0 ? timeAfter(whole.due, given, allowance, after) : whole.due
  const provisional = whole.provisional || (given > 0 && isProvisional(start, due, allowance, after))
  if (due <= now || (due === one.due && provisional === one.provisional)) return undefined
  const remaining = timeBetween(now, due, allowance, after)
  const ladder = ladderAfterPause(duty, { start, due, allowance, resumed: now, remaining }, after)
  const moved = { type: 'ObligationMoved', regime, duty: name, round, notice, from: one.due, due } as const
  return { ...moved, ...(provisional && { provisional }), ...ladder }
}
