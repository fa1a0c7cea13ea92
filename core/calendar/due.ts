import type { Allowance } from './allowance.ts'
import { clockText } from './clock-text.ts'
import type { CountingRule } from './counting-rule.ts'
import { monthsAfter, yearOf } from './day-number.ts'
import type { OfficeCalendar } from './office-calendar.ts'
import { countWorkingDays, type Step, type Stretch, spendWorkingTime, tellDaysOff, type WallTime } from './steps.ts'
import { advance, afterWork, locate, workBetween } from './work.ts'
import type { DayRow } from './year-table.ts'

/** The last moment at which a duty can still be met, and how it came about. */
export type Due = {
  /** Met if and only if the answer's moment <= due. The end of a day is the next day's 00:00. */
  readonly due: Temporal.Instant
  /** True where the result rests on a year whose days off are not announced. */
  readonly provisional: boolean
  readonly steps: readonly Step[]
}

export type DueOptions = {
  /** Refuse instead of assuming ordinary weeks for a year that is not published. */
  readonly forbidProvisional?: boolean
}

/** Thrown where a year that is needed is not published and provisional answers are forbidden. */
export class CalendarEnds extends Error {
  override readonly name = 'CalendarEnds'
  readonly year: number
  constructor(year: number) {
    super(`the days off of ${year} are not published`)
    this.year = year
  }
}

/**
 * A due moment on its way: epoch ms where it falls, and the days whose being on or off it rests on. The steps are made for
 * those who ask for them.
 */
type Reckoned = {
  readonly due: number
  readonly ends: () => Step
  /** Adds the steps between the first and the last. */
  readonly tell: (steps: Step[]) => unknown
  readonly rests: Stretch | undefined
}

/**
 * The last moment at which a duty can still be met.
 *
 * Minutes and hours run from the instant itself; working ones only inside the intervals of working days, and they end
 * at an interval's end when used up exactly there. Days: the day of the event does not count; how the last day ends is
 * the counting rule's. An allowance of nothing is due at once.
 *
 * @param start     instant of the fact that starts the duty; working time is counted in whole milliseconds
 * @param allowance length and unit; >= 0
 * @param calendar  the office's working time, and the counting rule: how periods in days and months end
 * @returns due instant and the steps that led to it
 * @throws CalendarEnds when a year needed is not published and `forbidProvisional` is set
 * Source: the allowance is policy (obligations.yaml); the days come from calendars/cn; counting: Civil Code art. 201-203, or the pack's own.
 */
export function dueAt(
  start: Temporal.Instant,
  allowance: Allowance,
  calendar: OfficeCalendar,
  options: DueOptions = {},
): Due {
  if (allowance.unit === 'moment') return atMoment(allowance.amount, calendar)
  const from = start.epochMilliseconds
  const { on, time } = wallTime(from, calendar)
  const steps: Step[] = [{ kind: 'starts', allowance, on, time }]
  if (allowance.amount === 0) {
    steps.push({ kind: 'ends', by: 'elapsed', on, time })
    return { due: start, provisional: false, steps }
  }
  const { due, ends, tell, rests } = reckon(from, allowance, calendar)
  const unknown = rests ? unpublished(calendar, rests) : []
  if (options.forbidProvisional && unknown[0] !== undefined) throw new CalendarEnds(unknown[0])
  const provisional = unknown.length > 0
  tell(steps)
  if (provisional) steps.push({ kind: 'provisional', years: unknown })
  steps.push(ends())
  return { due: exactly(start, from, due, allowance), provisional, steps }
}

/**
 * The last moment alone, as `dueAt` finds it, for those who ask for thousands.
 *
 * @param from epoch ms of the fact that starts the duty
 * @returns due moment in epoch ms
 */
export function dueMoment(
  from: number,
  allowance: Allowance,
  calendar: OfficeCalendar,
): { due: number; provisional: boolean } {
  if (allowance.amount === 0) return { due: from, provisional: false }
  const { due, rests } = reckon(from, allowance, calendar)
  return { due, provisional: rests !== undefined && unpublished(calendar, rests).length > 0 }
}

/**
 * Working time between two instants, in milliseconds; negative where b lies before a.
 * Seconds below the millisecond are cut off.
 */
export function workingTimeBetween(a: Temporal.Instant, b: Temporal.Instant, calendar: OfficeCalendar): number {
  return workBetween(a.epochMilliseconds, b.epochMilliseconds, calendar)
}

/** True where the working time between two instants rests on a year whose days off are not announced; a <= b. */
export function isProvisionalBetween(a: Temporal.Instant, b: Temporal.Instant, calendar: OfficeCalendar): boolean {
  const [from, to] = [calendar.dayAt(a.epochMilliseconds), calendar.dayAt(b.epochMilliseconds)]
  return unpublished(calendar, [from.number, to.number]).length > 0
}

/**
 * The first instant by which the office has worked for `milliseconds` since `start`; `start` itself for 0.
 * What is left after a pause is given back with this.
 *
 * @param milliseconds >= 0
 * @throws RangeError for less than 0
 */
export function addWorkingTime(
  start: Temporal.Instant,
  milliseconds: number,
  calendar: OfficeCalendar,
): Temporal.Instant {
  if (milliseconds < 0) throw new RangeError('working time runs forward only')
  if (milliseconds === 0) return start
  return Temporal.Instant.fromEpochMilliseconds(afterWork(start.epochMilliseconds, milliseconds, calendar))
}

function reckon(from: number, { amount, unit }: Allowance, calendar: OfficeCalendar): Reckoned {
  const { counting: rule } = calendar
  switch (unit) {
    case 'calendar-minutes':
      return elapsed(from + amount * 60_000, calendar)
    case 'calendar-hours':
      return elapsed(from + amount * 3_600_000, calendar)
    case 'working-minutes':
      return workingTime(from, amount * 60_000, calendar)
    case 'working-hours':
      return workingTime(from, amount * 3_600_000, calendar)
    case 'calendar-days':
      return calendarDays(calendar.dayAt(from), amount, calendar, rule)
    case 'months':
      return months(calendar.dayAt(from), amount, calendar, rule)
    case 'working-days':
      return workingDays(calendar.dayAt(from), amount, calendar, rule)
    case 'moment':
      return elapsed(amount, calendar)
    case 'same-day':
      return sameDay(from, calendar.dayAt(from), calendar, rule)
  }
}

/** What ends at a moment that was named needs no counting. */
function atMoment(due: number, calendar: OfficeCalendar): Due {
  const ends: Step = { kind: 'ends', by: 'elapsed', ...wallTime(due, calendar) }
  return { due: Temporal.Instant.fromEpochMilliseconds(due), provisional: false, steps: [ends] }
}

const nothing = (): void => {}

function elapsedAt(due: number, calendar: OfficeCalendar): () => Step {
  return () => {
    const { on, time } = wallTime(due, calendar)
    return { kind: 'ends', by: 'elapsed', on, time }
  }
}

function elapsed(due: number, calendar: OfficeCalendar): Reckoned {
  return { due, ends: elapsedAt(due, calendar), tell: nothing, rests: undefined }
}

function workingTime(from: number, length: number, calendar: OfficeCalendar): Reckoned {
  const begun = locate(from, calendar)
  const { at, owner } = advance(begun, length, calendar)
  const first = begun.owner
  const rests: Stretch = [first.number, owner.number]
  const tell = (steps: Step[]) => {
    const opens = advance(begun, 1, calendar).at - 1
    if (opens > from) steps.push({ kind: 'waits', ...wallTime(opens, calendar) })
    spendWorkingTime(steps, calendar, rests, begun.worked - first.worked, length)
  }
  return { due: at, ends: elapsedAt(at, calendar), tell, rests }
}

function calendarDays(start: DayRow, amount: number, calendar: OfficeCalendar, rule: CountingRule): Reckoned {
  const last = calendar.day(start.number + amount)
  const tell = (steps: Step[]) => {
    const from = calendar.day(start.number + 1).date
    steps.push({ kind: 'counts', as: 'calendar', from, to: last.date, first: 1, last: amount })
  }
  return endOn(last, tell, calendar, rule)
}

function months(start: DayRow, amount: number, calendar: OfficeCalendar, rule: CountingRule): Reckoned {
  const last = calendar.day(monthsAfter(start.date, amount))
  return endOn(last, (steps) => steps.push({ kind: 'falls', on: last.date, months: amount }), calendar, rule)
}

function workingDays(start: DayRow, amount: number, calendar: OfficeCalendar, rule: CountingRule): Reckoned {
  let table = calendar.year(start.year)
  let rank = start.rank + amount
  while (rank > table.workingDays.length) {
    rank -= table.workingDays.length
    table = calendar.year(table.year + 1)
  }
  const last = table.workingDays[rank - 1] ?? start
  const rests: Stretch = [start.number + 1, last.number]
  const { due, ends } = closing(last, calendar, rule)
  return { due, ends, tell: (steps) => countWorkingDays(steps, calendar, rests), rests }
}

/** The day of the event itself, day off or not. What begins after the close of office has until midnight. */
function sameDay(from: number, day: DayRow, calendar: OfficeCalendar, rule: CountingRule): Reckoned {
  const over = day.opening !== undefined && from > day.closes
  const { due, ends } = closing(day, calendar, over ? { ...rule, ends: 'midnight' } : rule)
  return { due, ends, tell: nothing, rests: rule.ends === 'close' ? [day.number, day.number] : undefined }
}

/** A period of calendar days ends on its last day, or is put off to the next working day. */
function endOn(last: DayRow, tell: Reckoned['tell'], calendar: OfficeCalendar, rule: CountingRule): Reckoned {
  if (rule.last_day_off === 'stays') {
    const rests = rule.ends === 'close' ? ([last.number, last.number] as const) : undefined
    return { ...closing(last, calendar, rule), tell, rests }
  }
  let end = last
  while (!end.opening) end = calendar.day(end.number + 1)
  const put = (steps: Step[]) => {
    tell(steps)
    tellDaysOff(steps, calendar, [last.number, end.number - 1])
    steps.push({ kind: 'rolls', to: end.date })
  }
  const { due, ends } = closing(end, calendar, rule)
  return { due, ends, tell: end === last ? tell : put, rests: [last.number, end.number] }
}

function closing(last: DayRow, calendar: OfficeCalendar, rule: CountingRule): Pick<Reckoned, 'due' | 'ends'> {
  const { opening } = last
  if (rule.ends === 'midnight' || !opening) {
    const ends = (): Step => ({ kind: 'ends', by: 'midnight', on: last.date, time: '24:00' })
    return { due: calendar.day(last.number + 1).midnight, ends }
  }
  const ends = (): Step => {
    const on = opening.closesNextDay ? calendar.day(last.number + 1).date : last.date
    return { kind: 'ends', by: 'close', on, time: opening.close }
  }
  return { due: last.closes, ends }
}

function unpublished(calendar: OfficeCalendar, [from, to]: Stretch): number[] {
  const years: number[] = []
  const until = yearOf(to)
  for (let year = yearOf(from); year <= until; year += 1) if (!calendar.year(year).published) years.push(year)
  return years
}

/** Calendar time keeps what the start has below the millisecond; all else ends on whole milliseconds. */
function exactly(start: Temporal.Instant, from: number, due: number, { unit }: Allowance): Temporal.Instant {
  const elapses = unit === 'calendar-hours' || unit === 'calendar-minutes'
  if (!elapses || start.epochNanoseconds % 1_000_000n === 0n) return Temporal.Instant.fromEpochMilliseconds(due)
  return new Temporal.Instant(start.epochNanoseconds + BigInt(due - from) * 1_000_000n)
}

function wallTime(instant: number, calendar: OfficeCalendar): WallTime {
  return { on: calendar.dayAt(instant).date, time: clockText(calendar.wallClock(instant)) }
}
