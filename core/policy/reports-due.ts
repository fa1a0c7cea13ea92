import { DAY, dayNumberOf } from '../calendar/day-number.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import { isUnchecked, valueAt } from './pack-in-force.ts'
import type { Pack } from './pack-shape.ts'
import type { Falls, Report, Rhythm } from './report-shape.ts'

/** A report due, with the first and last day of the period it tells of, ISO. */
export type ReportDue = { readonly report: string; readonly from: string; readonly to: string }

/**
 * The reports of a pack whose day this is, days off considered, in the order of their names.
 *
 * @param day in the office's zone, `2026-02-03`
 */
export function reportsDueOn(
  { reports = {} }: Pick<Pack, 'reports'>,
  day: string,
  calendar: OfficeCalendar,
): ReportDue[] {
  const names = Object.keys(reports).sort()
  return names.flatMap((name) => {
    const report = reports[name] as Report
    const periods = isUnchecked(report.source) ? [] : periodsDueOn(report, dayNumberOf(day), calendar)
    return periods.map(({ from, to }) => ({ report: name, from: dateOf(from), to: dateOf(to) }))
  })
}

/** Days off in a row beyond which a report is not put off any more. */
const LONGEST_BREAK = 20

type Period = { readonly from: number; readonly to: number }

/** The periods of which a report tells that falls on a day; more than one where days off put several on the same. */
function periodsDueOn({ every, falls }: Report, day: number, calendar: OfficeCalendar): Period[] {
  const [first, last] = [indexOf(every, day - LONGEST_BREAK) - 1, indexOf(every, day + LONGEST_BREAK)]
  return Array.from({ length: last - first + 1 }, (_, i) => periodOf(every, first + i)).filter(({ from }) => {
    const rule = valueAt(falls, dateOf(from))
    return rule && putOff(rule, lastDay(every, rule, indexOf(every, from)), calendar) === day
  })
}

function lastDay(every: Rhythm, { month = 1, day = 1, of }: Falls, index: number): number {
  const { from } = periodOf(every, of === 'next' ? index + 1 : index)
  if (every === 'day' || every === 'week') return from + Number(day) - 1
  const begin = monthFrom(monthOf(from) + month - 1)
  return day === 'last' ? monthFrom(monthOf(begin) + 1) - 1 : begin + day - 1
}

/** The day as a day off moves it; undefined where there is no report then. */
function putOff({ day_off }: Falls, day: number, calendar: OfficeCalendar): number | undefined {
  if (day_off === 'stays' || calendar.day(day).opening) return day
  if (day_off === 'none') return undefined
  const step = day_off === 'before' ? -1 : 1
  for (let moved = day + step; Math.abs(moved - day) <= LONGEST_BREAK; moved += step)
    if (calendar.day(moved).opening) return moved
  return undefined
}

const sizes: Partial<Record<Rhythm, number>> = { quarter: 3, 'half-year': 6, year: 12 }

/** Which period of its rhythm a day lies in: any count that neighbours go on by one. */
function indexOf(every: Rhythm, day: number): number {
  if (every === 'day') return day
  return every === 'week' ? Math.floor((day + 3) / 7) : Math.floor(monthOf(day) / (sizes[every] ?? 1))
}

function periodOf(every: Rhythm, index: number): Period {
  if (every === 'day') return { from: index, to: index }
  if (every === 'week') return { from: index * 7 - 3, to: index * 7 + 3 }
  const size = sizes[every] ?? 1
  return { from: monthFrom(index * size), to: monthFrom((index + 1) * size) - 1 }
}

/** Months since January of the year 0. */
function monthOf(day: number): number {
  const [year, month] = dateOf(day).split('-').map(Number) as [number, number]
  return year * 12 + month - 1
}

function monthFrom(month: number): number {
  const year = String(Math.floor(month / 12)).padStart(4, '0')
  return dayNumberOf(`${year}-${String((month % 12) + 1).padStart(2, '0')}-01`)
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
