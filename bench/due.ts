import { parseIntervals, weekdayOffice, type YearFile } from '../core/calendar/calendar-shape.ts'
import { dueAt } from '../core/calendar/due.ts'
import { buildCalendar } from '../core/calendar/office-calendar.ts'
import { loadRules } from '../server/policy/load-rules.ts'
import { projectRoot } from '../server/project-root.ts'
import { median, rounded } from './figures.ts'

const questions = 100_000
const longest = 30
const hours = '09:00-12:00,13:30-18:00'
const zone = 'Asia/Shanghai'
const units = ['working-days', 'working-hours', 'calendar-days', 'calendar-hours'] as const

type Question = { readonly start: Temporal.Instant; readonly amount: number }

/**
 * Due moments a second on one core, for up to 30 of each unit, with their steps built and gone through. Beside it, for
 * working days, a calendar that walks from day to day by Temporal and builds no steps.
 */
export async function due(runs: number): Promise<object> {
  const { years } = await loadRules(projectRoot)
  const calendar = buildCalendar(weekdayOffice(zone, parseIntervals(hours)), years)
  const walk = walker(years)
  const sides: Record<string, (question: Question) => number> = {
    ...Object.fromEntries(
      units.map((unit) => [
        unit,
        ({ start, amount }: Question) => goneThrough(dueAt(start, { amount, unit }, calendar)),
      ]),
    ),
    walked: ({ start, amount }) => walk(start, amount).epochMilliseconds,
  }
  const rates: Record<string, number[]> = {}
  for (let run = 0; run <= runs; run++)
    for (const [name, side] of Object.entries(sides)) {
      const rate = rateOf(side)
      // The first run warms up.
      if (run > 0) rates[name] = [...(rates[name] ?? []), rate]
    }
  const perSecond = Object.fromEntries(Object.entries(rates).map(([name, all]) => [name, rounded(median(all), 0)]))
  const ratio = rounded((perSecond['working-days'] ?? 0) / (perSecond.walked ?? 1))
  return { bench: 'due', perSecond, ratio, runs }
}

/** Asked again and again: to make them anew would let the collector work while answers are timed. */
const asked: readonly Question[] = Array.from({ length: questions }, (_, number) => ({
  // Steps of the golden ratio spread the moments over the years that are announced.
  start: Temporal.Instant.fromEpochMilliseconds(
    Date.UTC(2007, 0) + Math.floor(((number * 0.618034) % 1) * 19 * 365.25 * 86_400) * 1000,
  ),
  amount: 1 + (number % longest),
}))

function rateOf(side: (question: Question) => number): number {
  let sum = 0
  const begun = performance.now()
  for (const question of asked) sum += side(question)
  if (!Number.isFinite(sum)) throw new Error('nothing was computed')
  return questions / ((performance.now() - begun) / 1000)
}

function goneThrough({ due, steps }: ReturnType<typeof dueAt>): number {
  let sum = due.epochMilliseconds
  for (const step of steps) sum += step.kind.length
  return sum
}

/** Counts working days one by one. */
function walker(years: readonly YearFile[]): (start: Temporal.Instant, amount: number) => Temporal.Instant {
  const all = years.flatMap((year) => year.holidays)
  const off = new Set(all.flatMap((one) => one.off))
  const madeUp = new Set(all.flatMap((one) => one.make_up))
  const works = (day: Temporal.PlainDate) => {
    const date = day.toString()
    return madeUp.has(date) || (day.dayOfWeek < 6 && !off.has(date))
  }
  return (start, amount) => {
    let day = start.toZonedDateTimeISO(zone).toPlainDate()
    for (let left = amount; left > 0; ) {
      day = day.add({ days: 1 })
      if (works(day)) left -= 1
    }
    return day.toZonedDateTime({ timeZone: zone, plainTime: '18:00' }).toInstant()
  }
}
