import type { Allowance } from './allowance.ts'
import type { Names } from './calendar-shape.ts'
import type { OfficeCalendar } from './office-calendar.ts'
import { totalBetween } from './work.ts'
import { type DayKind, type DayRow, sameRun } from './year-table.ts'

/** A moment on the office's wall clock: ISO date, and `17:30`, `23:59:59`, `23:59:59.999` or `24:00`. */
export type WallTime = { readonly on: string; readonly time: string }

/** What a day that counts is: a day of the calendar, a working day of the week, a make-up working day. */
export type Counted = 'calendar' | 'ordinary' | 'make-up'

/** One step on the way to a due moment, as data. Days are ISO dates, `from` and `to` both included. */
export type Step =
  | ({ readonly kind: 'starts'; readonly allowance: Allowance } & WallTime)
  /** Begun outside office hours: working time runs from here. */
  | ({ readonly kind: 'waits' } & WallTime)
  /** Days `first` to `last` of the period. */
  | {
      readonly kind: 'counts'
      readonly as: Counted
      readonly from: string
      readonly to: string
      readonly first: number
      readonly last: number
    }
  /** Working time used up on these days. */
  | {
      readonly kind: 'works'
      readonly as: Counted
      readonly from: string
      readonly to: string
      readonly milliseconds: number
    }
  | {
      readonly kind: 'off'
      readonly why: 'holiday' | 'rest'
      readonly name: Names | undefined
      readonly from: string
      readonly to: string
    }
  /** The day of the same number, `months` later. */
  | { readonly kind: 'falls'; readonly on: string; readonly months: number }
  /** The last day is a day off, so the period ends with this working day. */
  | { readonly kind: 'rolls'; readonly to: string }
  /** Years whose days off are not announced yet: ordinary weeks are assumed. */
  | { readonly kind: 'provisional'; readonly years: readonly number[] }
  | ({ readonly kind: 'ends'; readonly by: 'elapsed' | 'close' | 'midnight' } & WallTime)

/** Day numbers, both included. */
export type Stretch = readonly [from: number, to: number]

/** Days of one kind in a row, by the row of the first, and number and date of the last. */
type Run = { readonly first: DayRow; readonly last: number; readonly to: string }

/** Tells of working days counted one by one, and of the days off between them. */
export function countWorkingDays(steps: Step[], calendar: OfficeCalendar, stretch: Stretch): void {
  let counted = 0
  eachRun(calendar, stretch, (run) => {
    if (!run.first.opening) return steps.push(daysOff(run))
    const first = counted + 1
    counted += run.last - run.first.number + 1
    const as = countedAs(run.first.kind)
    return steps.push({ kind: 'counts', as, from: run.first.date, to: run.to, first, last: counted })
  })
}

/**
 * Tells of working time used up day by day.
 *
 * @param used  working ms of the first day that were over when the period began
 * @param total working ms of the period
 */
export function spendWorkingTime(
  steps: Step[],
  calendar: OfficeCalendar,
  stretch: Stretch,
  used: number,
  total: number,
): void {
  let [gone, left] = [used, total]
  eachRun(calendar, stretch, (run) => {
    if (!run.first.opening) return steps.push(daysOff(run))
    const over = gone >= run.first.length && run.last > run.first.number
    const begun = over ? calendar.day(run.first.number + 1) : run.first
    const milliseconds = Math.min(workOf(calendar, run) - gone, left)
    gone = 0
    left -= milliseconds
    if (milliseconds === 0) return undefined
    return steps.push({
      kind: 'works',
      as: countedAs(run.first.kind),
      from: begun.date,
      to: run.to,
      milliseconds,
    })
  })
}

/** Tells of the days off of a stretch. */
export function tellDaysOff(steps: Step[], calendar: OfficeCalendar, stretch: Stretch): void {
  eachRun(calendar, stretch, (run) => steps.push(daysOff(run)))
}

/** Visits the stretch of days `from` to `to`, cut where working days, rest days and holidays meet. */
function eachRun(calendar: OfficeCalendar, [from, to]: Stretch, visit: (run: Run) => unknown): void {
  for (let at = from; at <= to; ) {
    const run = runFrom(calendar, calendar.day(at), to)
    visit(run)
    at = run.last + 1
  }
}

/** The run that begins with `first`, up to `to`; tables end with the year, runs do not. */
function runFrom(calendar: OfficeCalendar, first: DayRow, to: number): Run {
  let end = first
  while (end.runEndsYear && end.runEnd < to) {
    const next = calendar.day(end.runEnd + 1)
    if (!sameRun(first, next)) break
    end = next
  }
  return end.runEnd <= to
    ? { first, last: end.runEnd, to: end.runEndDate }
    : { first, last: to, to: calendar.day(to).date }
}

function daysOff({ first, to }: Run): Step {
  const why = first.kind === 'holiday' ? 'holiday' : 'rest'
  return { kind: 'off', why, name: first.name, from: first.date, to }
}

function countedAs(kind: DayKind): Counted {
  return kind === 'make-up' ? 'make-up' : 'ordinary'
}

function workOf(calendar: OfficeCalendar, { first, last: number }: Run): number {
  const last = calendar.day(number)
  if (first.year === last.year) return last.worked + last.length - first.worked
  const whole = calendar.year(first.year).total - first.worked + last.worked + last.length
  return first.year + 1 === last.year ? whole : whole + totalBetween(calendar, first.year + 1, last.year)
}
