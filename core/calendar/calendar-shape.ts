import { z } from 'zod'
import { asMessage } from '../shared/words.ts'
import { dayNumberOf, firstDayOf, weekdayOf } from './day-number.ts'

/** The days of the week in the order of ISO 8601: Monday first. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** A name on screens and in explanations. */
const Names = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
export type Names = z.infer<typeof Names>

const Notice = z.strictObject({
  title: z.string().min(1),
  number: z.string().min(1).optional(),
  date: z.iso.date().optional(),
})

const Holiday = z.strictObject({
  name: Names,
  /** Days off as the notice lists them, weekend days inside the break included. */
  off: z.array(z.iso.date()).min(1),
  /** Weekend days worked in exchange (调休). */
  make_up: z.array(z.iso.date()).default([]),
})

/**
 * The days off and make-up working days of one year, as announced (calendars/<country>/<year>.yaml). A year that is
 * only expected carries the status `provisional`: its days are used, and everything that rests on them says so.
 * A break around New Year stands whole in the file of the year whose notice announced it.
 */
export const YearFile = z
  .strictObject({
    year: z.int().min(1949).max(2200),
    status: z.enum(['published', 'provisional']),
    notice: Notice,
    /** Later notices that changed the year; the days below are the days as changed. */
    amendments: z.array(Notice).default([]),
    holidays: z.array(Holiday),
  })
  .superRefine(({ year, holidays }, context) => {
    const seen = new Set<string>()
    for (const date of holidays.flatMap((one) => [...one.off, ...one.make_up])) {
      const day = dayNumberOf(date)
      if (seen.has(date)) context.addIssue(asMessage({ zh: `${date} 出现了两次`, en: `${date} stands twice` }))
      if (day < firstDayOf(year) - 10 || day >= firstDayOf(year + 1) + 10)
        context.addIssue(asMessage({ zh: `${date} 不在 ${year} 年`, en: `${date} is not of ${year}` }))
      seen.add(date)
    }
    for (const date of holidays.flatMap((one) => one.make_up))
      if (weekdayOf(dayNumberOf(date)) < 6) context.addIssue(asMessage(noWeekendDay(date)))
  })
export type YearFile = z.infer<typeof YearFile>

const noWeekendDay = (date: string) => ({
  zh: `${date} 不是周末，不能调休上班`,
  en: `${date} is no weekend day, so nothing is made up on it`,
})

const Clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is written 08:30; the end of a day 24:00')

/** Opening and closing time. An end at or before the start lies on the next calendar day: an overnight shift. */
export const Interval = z.tuple([Clock, Clock])
export type Interval = z.infer<typeof Interval>

const DayHours = z
  .array(Interval)
  .max(12)
  .superRefine((intervals, context) => {
    for (const problem of problemsOf(intervals)) context.addIssue(problem)
  })

/**
 * When an office works: intervals per weekday in its zone; an interval belongs to the day on which it begins.
 * A weekday without intervals is a day of rest.
 */
export const OfficeHours = z
  .strictObject({
    zone: z
      .string()
      .refine(
        isZone,
        asMessage({ zh: '时区写作 IANA 名称，如 Asia/Shanghai', en: 'a zone is an IANA name such as Asia/Shanghai' }),
      ),
    week: z.partialRecord(z.enum(WEEKDAYS), DayHours),
    /** The weekday whose hours a make-up working day has. */
    makeUpLike: z.enum(WEEKDAYS).default('monday'),
    /** `off`: public holidays are days off and make-up days are worked; `worked`: the office keeps its week, whatever is announced. */
    holidays: z.enum(['off', 'worked']).default('off'),
  })
  .superRefine(({ week, makeUpLike }, context) => {
    if (!week[makeUpLike]?.length) context.addIssue(`${makeUpLike} has no hours for a make-up day to follow`)
    if (overlapsNextDay(Object.values(week))) context.addIssue('an overnight interval runs into the next working day')
  })
export type OfficeHours = z.infer<typeof OfficeHours>

/** Minutes since midnight; 24:00 is 1440. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
}

/** True where the interval ends on the calendar day after the one it begins on. */
export function isOvernight([start, end]: Interval): boolean {
  return minutesOf(end) <= minutesOf(start)
}

/**
 * Intervals as people type them: `09:00-12:00,13:30-18:00`.
 *
 * @returns the intervals, or undefined where the text is none or they are out of order
 */
export function parseIntervals(text: string): Interval[] | undefined {
  const parsed = DayHours.min(1).safeParse(text.split(',').map((part) => part.trim().split(/\s*[-–]\s*/)))
  return parsed.success ? parsed.data : undefined
}

/**
 * An office that keeps the same hours on every working day of an ordinary week, Monday to Friday, make-up days included.
 *
 * @param zone      IANA name
 * @param intervals left out: the working day is the whole day, 00:00 to 24:00
 */
export function weekdayOffice(zone: string, intervals: readonly Interval[] = [['00:00', '24:00']]): OfficeHours {
  const week = Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, intervals]))
  return OfficeHours.parse({ zone, week })
}

function problemsOf(intervals: readonly Interval[]): string[] {
  return intervals.flatMap((interval, i) => {
    const [start, end] = interval
    const before = intervals[i - 1]
    if (start === '24:00' || start === end) return [`${start}-${end} is empty; round the clock is 00:00-24:00`]
    if (before && isOvernight(before)) return [`nothing can follow the overnight interval ${before.join('-')}`]
    if (before && minutesOf(before[1]) > minutesOf(start))
      return [`${start}-${end} begins before ${before.join('-')} ends`]
    return []
  })
}

/** Make-up days may put any two kinds of day side by side, so the latest overnight end is held against every start. */
function overlapsNextDay(days: readonly (readonly Interval[] | undefined)[]): boolean {
  const all = days.flatMap((day) => day ?? [])
  const ends = all.filter(isOvernight).map(([, end]) => minutesOf(end))
  return ends.some((end) => all.some(([start]) => minutesOf(start) < end))
}

function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
