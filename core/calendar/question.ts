import { z } from 'zod'
import { type Allowance, type AllowanceUnit, allowanceOf } from './allowance.ts'
import { OfficeHours, parseIntervals, weekdayOffice, type YearFile } from './calendar-shape.ts'
import { type Due, dueAt } from './due.ts'
import { buildCalendar, type OfficeCalendar } from './office-calendar.ts'

/** From when a period runs, and for which office: the same hours on every working day, make-up days included. */
export const DueBasis = z.strictObject({
  from: z.string().refine(isMoment, 'a moment is written with its offset: 2026-02-13T09:00+08:00'),
  /** The whole day where left out. */
  hours: z
    .string()
    .refine((text) => parseIntervals(text) !== undefined, 'hours are intervals in order: 09:00-12:00,13:30-18:00')
    .optional(),
  zone: OfficeHours.shape.zone.default('Asia/Shanghai'),
})
export type DueBasis = z.infer<typeof DueBasis>

/** What a line of a file calls the units; plain ones mean the time of the calendar. */
const units = {
  minutes: 'calendar-minutes',
  hours: 'calendar-hours',
  days: 'calendar-days',
  months: 'months',
  'working-minutes': 'working-minutes',
  'working-hours': 'working-hours',
  'working-days': 'working-days',
} as const satisfies Record<string, AllowanceUnit>

/** A question for a due moment, as a line of a file asks it. */
export const DueQuestion = DueBasis.extend({
  amount: z.number(),
  unit: z.enum(Object.keys(units) as [keyof typeof units]),
}).transform(({ amount, unit, ...basis }, context) => {
  const allowance = allowanceOf(amount, units[unit])
  if (allowance) return { basis, allowance }
  context.addIssue({ code: 'custom', path: ['amount'], message: 'a whole number of at most a hundred years' })
  return z.NEVER
})

export type DueAnswers = (basis: DueBasis, allowance: Allowance) => Due

/** So many offices' tables are kept at a time, those asked for last. */
const keptOffices = 200

/** The hours of an office of which nothing is known, where the answer depends on whether it is open. */
export const usualHours = '09:00-12:00,13:30-18:00'

/** The calendars of a country's offices, each built once. @param years the years known; others are ordinary weeks, and provisional */
export function officeCalendars(
  years: readonly YearFile[],
): (basis: Pick<DueBasis, 'zone' | 'hours'>) => OfficeCalendar {
  const all = Object.freeze([...years])
  const calendars = new Map<string, OfficeCalendar>()
  return ({ zone, hours }) => {
    const key = `${zone}|${hours ?? ''}`
    const calendar =
      calendars.get(key) ??
      buildCalendar(weekdayOffice(zone, hours === undefined ? undefined : parseIntervals(hours)), all)
    calendars.delete(key)
    const [oldest] = calendars.keys()
    if (calendars.size >= keptOffices && oldest !== undefined) calendars.delete(oldest)
    calendars.set(key, calendar)
    return calendar
  }
}

/** Answers questions by the counting rule of the Civil Code. */
export function dueAnswers(years: readonly YearFile[]): DueAnswers {
  const calendarOf = officeCalendars(years)
  return (basis, allowance) => dueAt(Temporal.Instant.from(basis.from), allowance, calendarOf(basis))
}

function isMoment(text: string): boolean {
  try {
    Temporal.Instant.from(text)
    return true
  } catch {
    return false
  }
}
