import { isWorkingUnit, parseAllowance } from '../calendar/allowance.ts'
import { addWorkingTime, type Due, dueAt, workingTimeBetween } from '../calendar/due.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'

/** An instant in UTC with milliseconds, as facts hold it. */
export function iso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}

/** True where a duty runs in working time, so that a share of it and a pause are counted in working time as well. */
export function isWorkingTime(allowance: string): boolean {
  return isWorkingUnit(parsed(allowance).unit)
}

/**
 * When a duty is due that starts at a moment.
 *
 * @param start     ISO instant
 * @param allowance as written in the pack
 * @throws Error where the text is no allowance: the loader let it pass, a bug
 */
export function dueOf(start: string, allowance: string, calendar: OfficeCalendar): Due {
  return dueAt(Temporal.Instant.from(start), parsed(allowance), calendar)
}

/** The time of a duty between two ISO instants in milliseconds, working or plain by its allowance; negative backwards. */
export function timeBetween(from: string, to: string, allowance: string, calendar: OfficeCalendar): number {
  const [a, b] = [Temporal.Instant.from(from), Temporal.Instant.from(to)]
  return isWorkingTime(allowance) ? workingTimeBetween(a, b, calendar) : b.epochMilliseconds - a.epochMilliseconds
}

/** The ISO instant by which so much of a duty's time has passed since another. @param milliseconds >= 0 */
export function timeAfter(from: string, milliseconds: number, allowance: string, calendar: OfficeCalendar): string {
  const start = Temporal.Instant.from(from)
  return iso(isWorkingTime(allowance) ? addWorkingTime(start, milliseconds, calendar) : start.add({ milliseconds }))
}

function parsed(written: string) {
  const allowance = parseAllowance(written)
  if (!allowance) throw new Error(`allowance "${written}" passed the loader`)
  return allowance
}
