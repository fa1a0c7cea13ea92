import { type Allowance, isWorkingUnit, parseAllowance } from '../calendar/allowance.ts'
import { type Due, dueAt, dueMoment, isProvisionalBetween } from '../calendar/due.ts'
import { isoOf, msOf } from '../calendar/iso-instant.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import { afterWork, workBetween } from '../calendar/work.ts'

/** True where a duty runs in working time, so that a share of it and a pause are counted in working time as well. */
export function isWorkingTime(allowance: string): boolean {
  return isWorkingUnit(parsed(allowance).unit)
}

/**
 * When a duty is due that starts at a moment, both ISO instants.
 *
 * @param allowance as written in the pack
 * @throws Error where the text is no allowance: the loader let it pass, a bug
 */
export function dueOf(
  start: string,
  allowance: string,
  calendar: OfficeCalendar,
): { due: string; provisional: boolean } {
  const { due, provisional } = dueMoment(msOf(start), parsed(allowance), calendar)
  return { due: isoOf(due), provisional }
}

/** As `dueOf`, with the steps by which the calendar gets there. */
export function dueWithSteps(start: string, allowance: string, calendar: OfficeCalendar): Due {
  return dueAt(Temporal.Instant.fromEpochMilliseconds(msOf(start)), parsed(allowance), calendar)
}

/** The time of a duty between two ISO instants in milliseconds, working or plain by its allowance; negative backwards. */
export function timeBetween(from: string, to: string, allowance: string, calendar: OfficeCalendar): number {
  const [a, b] = [msOf(from), msOf(to)]
  return isWorkingTime(allowance) ? workBetween(a, b, calendar) : b - a
}

/** The ISO instant by which so much of a duty's time has passed since another. @param milliseconds >= 0 */
export function timeAfter(from: string, milliseconds: number, allowance: string, calendar: OfficeCalendar): string {
  const start = msOf(from)
  return isoOf(isWorkingTime(allowance) ? afterWork(start, milliseconds, calendar) : start + milliseconds)
}

/** True where the time of a duty between two ISO instants rests on a year whose days off are not announced. */
export function isProvisional(from: string, to: string, allowance: string, calendar: OfficeCalendar): boolean {
  if (!isWorkingTime(allowance)) return false
  return isProvisionalBetween(Temporal.Instant.from(from), Temporal.Instant.from(to), calendar)
}

/** Allowances by how they are written; packs name a few dozen. */
const read = new Map<string, Allowance>()

function parsed(written: string): Allowance {
  const known = read.get(written)
  if (known) return known
  const allowance = parseAllowance(written)
  if (!allowance) throw new Error(`allowance "${written}" passed the loader`)
  read.set(written, allowance)
  return allowance
}
