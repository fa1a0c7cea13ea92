import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AllowanceUnit } from './allowance.ts'
import { addWorkingTime, dueAt, workingTimeBetween } from './due.ts'
import { buildCalendar } from './office-calendar.ts'
import { workingDaysBetween } from './remaining.ts'
import type { Step } from './steps.ts'
import { OFFICES, SUMMER_TIME } from './testing/offices.ts'
import { oracleOf, plus } from './testing/oracle.ts'
import { chinaYears, FIRST_YEAR, LAST_YEAR } from './testing/year-files.ts'

const years = chinaYears()
const pairOf = (hours: (typeof OFFICES)[string]) => ({
  calendar: buildCalendar(hours, years),
  oracle: oracleOf(hours, years),
  zone: hours.zone,
})
const pairs = new Map(Object.entries({ ...OFFICES, ...SUMMER_TIME }).map(([name, hours]) => [name, pairOf(hours)]))

const anyOffice = fc.constantFrom(...Object.keys(OFFICES))
const dayOffice = fc.constantFrom('bank', 'one interval', 'Saturday mornings', 'Tuesday and Thursday', 'whole days')
const summerOffice = fc.constantFrom(...Object.keys(SUMMER_TIME))

/** Any second from 2006, before the first year announced, to 2040, long after the last. */
const anyMoment = fc
  .integer({ min: Date.UTC(2006, 0), max: Date.UTC(2040, 0) })
  .map((ms) => Math.floor(ms / 1000) * 1000)
const nearYearEnd = fc
  .tuple(fc.integer({ min: 2007, max: 2027 }), fc.integer({ min: -20 * 86_400, max: 50 * 86_400 }))
  .map(([year, seconds]) => Date.UTC(year, 0) + seconds * 1000)
const moment = fc.oneof(anyMoment, nearYearEnd)

const units: AllowanceUnit[] = ['calendar-minutes', 'calendar-hours', 'calendar-days', 'working-days', 'months']
const shortWork = fc.record({
  unit: fc.constant<AllowanceUnit>('working-minutes'),
  amount: fc.integer({ min: 0, max: 300 }),
})
const longWork = fc.record({
  unit: fc.constant<AllowanceUnit>('working-hours'),
  amount: fc.integer({ min: 0, max: 24 }),
})
const other = fc.record({ unit: fc.constantFrom(...units), amount: fc.integer({ min: 0, max: 40 }) })

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}

function pair(name: string) {
  const found = pairs.get(name)
  if (!found) throw new Error(name)
  return found
}

describe('due moments equal those of a calendar that looks at every minute and every day', () => {
  const agrees = (name: string, start: number, { amount, unit }: { amount: number; unit: AllowanceUnit }) => {
    const { calendar, oracle } = pair(name)
    const { due } = dueAt(instant(start), { amount, unit }, calendar)
    expect(due.toString()).toBe(instant(oracle.due(start, amount, unit)).toString())
  }

  it('days and hours', () => {
    fc.assert(fc.property(anyOffice, moment, other, agrees), { numRuns: 4000 })
  })

  it('working time', () => {
    fc.assert(fc.property(anyOffice, moment, fc.oneof(shortWork, longWork), agrees), { numRuns: 600 })
  })

  it('where the clocks change', () => {
    fc.assert(fc.property(summerOffice, moment, fc.oneof(other, shortWork), agrees), { numRuns: 400 })
  })
})

describe('the steps of working days', () => {
  it('name every day once, each as what it is, and count to the amount', () => {
    const amount = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(anyOffice, moment, amount, (name, start, days) => {
        const { calendar, oracle } = pair(name)
        const { steps, provisional } = dueAt(instant(start), { amount: days, unit: 'working-days' }, calendar)
        const named = steps.flatMap((step) => (step.kind === 'counts' || step.kind === 'off' ? daysOf(step) : []))
        const first = calendar.dayAt(start).date
        expect(named.map(({ date }) => date)).toEqual(named.map((_, i) => plus(first, i + 1)))
        for (const { date, counts } of named) expect([date, counts]).toEqual([date, oracle.isWorkingDay(date)])
        expect(named.filter(({ counts }) => counts)).toHaveLength(days)
        expect(steps.findLast((step) => step.kind === 'counts')?.last).toBe(days)
        const unknown = named.some(({ date }) => date < `${FIRST_YEAR}` || date > `${LAST_YEAR + 1}`)
        expect(provisional).toBe(unknown && OFFICES[name]?.holidays === 'off')
      }),
      { numRuns: 1000 },
    )
  })

  it('of working hours add up to the amount', () => {
    fc.assert(
      fc.property(anyOffice, moment, fc.integer({ min: 1, max: 500 }), (name, start, amount) => {
        const { steps } = dueAt(instant(start), { amount, unit: 'working-hours' }, pair(name).calendar)
        const spent = steps.reduce((sum, step) => sum + (step.kind === 'works' ? step.milliseconds : 0), 0)
        expect(spent).toBe(amount * 3_600_000)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('working time between two instants', () => {
  it('equals the minutes counted one by one', () => {
    const minutes = fc.integer({ min: 0, max: 8000 })
    fc.assert(
      fc.property(anyOffice, moment, minutes, (name, start, length) => {
        const { calendar, oracle } = pair(name)
        const from = start - (start % 60_000)
        const to = from + length * 60_000
        expect(workingTimeBetween(instant(from), instant(to), calendar)).toBe(oracle.worked(from, to))
      }),
      { numRuns: 500 },
    )
  })

  it('adds up, and turns its sign with the order', () => {
    fc.assert(
      fc.property(anyOffice, moment, moment, moment, (name, a, b, c) => {
        const { calendar } = pair(name)
        const between = (from: number, to: number) => workingTimeBetween(instant(from), instant(to), calendar)
        expect(between(a, b) + between(b, c)).toBe(between(a, c))
        expect(between(a, b) + between(b, a)).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('is what adding it back gives', () => {
    const milliseconds = fc.integer({ min: 0, max: 400 * 3_600_000 })
    fc.assert(
      fc.property(anyOffice, moment, milliseconds, (name, start, length) => {
        const { calendar } = pair(name)
        const end = addWorkingTime(instant(start), length, calendar)
        expect(workingTimeBetween(instant(start), end, calendar)).toBe(length)
        const justBefore = end.subtract({ milliseconds: 1 })
        if (length > 0) expect(workingTimeBetween(instant(start), justBefore, calendar)).toBe(length - 1)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('working days between two instants', () => {
  it('are the days allowed, from the start to the due moment', () => {
    fc.assert(
      fc.property(dayOffice, moment, fc.integer({ min: 0, max: 300 }), (name, start, amount) => {
        const { calendar } = pair(name)
        const { due } = dueAt(instant(start), { amount, unit: 'working-days' }, calendar)
        expect(workingDaysBetween(instant(start), due, calendar)).toBe(amount)
        expect(workingDaysBetween(due, instant(start), calendar)).toBe(amount === 0 ? 0 : -amount)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('due moments', () => {
  it('never come earlier for a later start or a longer allowance', () => {
    const unit = fc.constantFrom<AllowanceUnit>(...units, 'working-hours')
    const amount = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(
        anyOffice,
        moment,
        unit,
        amount,
        fc.integer({ min: 0, max: 10 ** 9 }),
        (name, start, of, n, later) => {
          const { calendar } = pair(name)
          const at = (from: number, many: number) =>
            dueAt(instant(from), { amount: many, unit: of }, calendar).due.epochMilliseconds
          expect(at(start + later, n)).toBeGreaterThanOrEqual(at(start, n))
          expect(at(start, n + 1)).toBeGreaterThanOrEqual(at(start, n))
        },
      ),
      { numRuns: 2000 },
    )
  })
})

function daysOf(step: Extract<Step, { kind: 'counts' | 'off' }>): { date: string; counts: boolean }[] {
  const days: { date: string; counts: boolean }[] = []
  for (let date = step.from; date <= step.to; date = plus(date, 1)) days.push({ date, counts: step.kind === 'counts' })
  return days
}
