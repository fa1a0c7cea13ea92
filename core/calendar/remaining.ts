import { type AllowanceUnit, isWorkingUnit } from './allowance.ts'
import { workingTimeBetween } from './due.ts'
import type { OfficeCalendar } from './office-calendar.ts'
import type { DayRow } from './year-table.ts'

/** Time left; below zero it is the time by which a duty is late. */
export type Remaining = { readonly workingMs: number; readonly calendarMs: number; readonly overdue: boolean }

/** Green: time enough. Amber: less than a quarter left. Red: past due. Blue: paused. */
export type Lamp = 'green' | 'amber' | 'red' | 'blue'

/** What is left until a due moment. At the due instant itself nothing is left, and nothing is late. */
export function remaining(now: Temporal.Instant, due: Temporal.Instant, calendar: OfficeCalendar): Remaining {
  const calendarMs = due.epochMilliseconds - now.epochMilliseconds
  return {
    workingMs: workingTimeBetween(now, due, calendar),
    calendarMs,
    overdue: isPast(due, now),
  }
}

/**
 * The lamp of a duty in a list.
 *
 * @param unit measures the quarter: working time for working units, plain time for the others. Working time where left
 *             out; plain time where the whole period holds no working time
 */
export function lampOf({
  start,
  due,
  now,
  paused,
  calendar,
  unit = 'working-hours',
}: {
  start: Temporal.Instant
  due: Temporal.Instant
  now: Temporal.Instant
  paused: boolean
  calendar: OfficeCalendar
  unit?: AllowanceUnit
}): Lamp {
  if (paused) return 'blue'
  if (isPast(due, now)) return 'red'
  const work = isWorkingUnit(unit) ? workingTimeBetween(start, due, calendar) : 0
  const share =
    work > 0 ? workingTimeBetween(now, due, calendar) / work : timeBetween(now, due) / timeBetween(start, due)
  return share < 0.25 ? 'amber' : 'green'
}

/** As Temporal compares them, which takes twenty times as long: a list asks twice a row. */
function isPast(due: Temporal.Instant, now: Temporal.Instant): boolean {
  return now.epochNanoseconds > due.epochNanoseconds
}

function timeBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(1, to.epochMilliseconds - from.epochMilliseconds)
}

/**
 * Working days from one instant to another: the day of `a` does not count, the day of `b` does, and midnight belongs to
 * the day that it ends. So the due moment of n working days lies n working days away, overnight shifts apart.
 * Negative where b lies before a.
 */
export function workingDaysBetween(a: Temporal.Instant, b: Temporal.Instant, calendar: OfficeCalendar): number {
  if (Temporal.Instant.compare(b, a) < 0) return 0 - workingDaysBetween(b, a, calendar)
  const from = calendar.dayAt(a.epochMilliseconds)
  const day = calendar.dayAt(b.epochMilliseconds)
  const to = day.midnight === b.epochMilliseconds ? calendar.day(day.number - 1) : day
  return to.number < from.number ? 0 : rankOf(to, from, calendar) - from.rank
}

/** Working days from the beginning of `from`'s year up to and including a later day. */
function rankOf(to: DayRow, from: DayRow, calendar: OfficeCalendar): number {
  let rank = to.rank
  for (let year = from.year; year < to.year; year += 1) rank += calendar.year(year).workingDays.length
  return rank
}
