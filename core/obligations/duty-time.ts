import { type Allowance, isWorkingUnit, parseAllowance } from '../calendar/allowance.ts'
import { DAY } from '../calendar/day-number.ts'
import { addWorkingTime, dueMoment, isProvisionalBetween, workingTimeBetween } from '../calendar/due.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'

/**
 * Milliseconds since 1970 as facts hold an instant. The duties of a case ask for the same moments again and again, so the
 * answers to the latest questions are kept.
 */
export function isoOf(milliseconds: number): string {
  const place = Math.abs(Math.floor(milliseconds / 1000)) % kept
  if (asked[place] === milliseconds) return answers[place] ?? ''
  const text = written(milliseconds)
  asked[place] = milliseconds
  answers[place] = text
  return text
}

const kept = 1021
const asked = new Array<number>(kept).fill(Number.NaN)
const answers = new Array<string>(kept).fill('')

/** Put together by hand it takes a quarter of what a Date takes, as long as the days are mostly the same. */
function written(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY)
  if (day !== recent.day) recent = { day, text: new Date(day * DAY).toISOString().slice(0, 11) }
  const rest = milliseconds - day * DAY
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  return `${recent.text}${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}.${three[rest % 1000]}Z`
}

let recent = { day: Number.NaN, text: '' }
const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const three = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'))

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
  const { due, provisional } = dueMoment(Date.parse(start), parsed(allowance), calendar)
  return { due: isoOf(due), provisional }
}

/** The time of a duty between two ISO instants in milliseconds, working or plain by its allowance; negative backwards. */
export function timeBetween(from: string, to: string, allowance: string, calendar: OfficeCalendar): number {
  if (!isWorkingTime(allowance)) return Date.parse(to) - Date.parse(from)
  return workingTimeBetween(instant(from), instant(to), calendar)
}

/** The ISO instant by which so much of a duty's time has passed since another. @param milliseconds >= 0 */
export function timeAfter(from: string, milliseconds: number, allowance: string, calendar: OfficeCalendar): string {
  if (!isWorkingTime(allowance)) return isoOf(Date.parse(from) + milliseconds)
  return isoOf(addWorkingTime(instant(from), milliseconds, calendar).epochMilliseconds)
}

/** Quicker than to have Temporal read the text. */
function instant(moment: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Date.parse(moment))
}

/** True where the time of a duty between two ISO instants rests on a year whose days off are not announced. */
export function isProvisional(from: string, to: string, allowance: string, calendar: OfficeCalendar): boolean {
  if (!isWorkingTime(allowance)) return false
  return isProvisionalBetween(instant(from), instant(to), calendar)
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
