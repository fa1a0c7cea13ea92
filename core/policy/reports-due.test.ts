import { expect, it } from 'vitest'
import { weekdayOffice } from '../calendar/calendar-shape.ts'
import { buildCalendar } from '../calendar/office-calendar.ts'
import { chinaYears } from '../calendar/testing/year-files.ts'
import type { Falls, Report, Rhythm } from './report-shape.ts'
import { reportsDueOn } from './reports-due.ts'

const calendar = buildCalendar(weekdayOffice('Asia/Shanghai', [['09:00', '18:00']]), chinaYears())
const source = { clause: '1', confidence: 'A' } as const
const words = { zh: '报告', en: 'Report' }
const plain: Falls = { day: 3, of: 'next', day_off: 'after', source }
const report = (every: Rhythm, falls: Partial<Falls>, rest: Partial<Report> = {}): Report => ({
  name: words,
  subject: 'complaints',
  every,
  falls: { '2020-01-01': { ...plain, ...falls } },
  from: { posts: ['supervisor'], source },
  to: { posts: ['director'], source },
  contains: [{ text: words, source }],
  source,
  ...rest,
})
/** The days of 2026 on which the report falls, with the first day of the period it tells of. */
function daysOf(one: Report): string[] {
  const days = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10))
  return days.flatMap((day) => reportsDueOn({ reports: { one } }, day, calendar).map(({ from }) => `${day} of ${from}`))
}

it('every period is told of once, whatever days off do to its day', () => {
  for (const day_off of ['after', 'before', 'stays'] as const) {
    const told = daysOf(report('month', { day_off })).map((line) => line.slice(14))
    const months = Array.from({ length: 11 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}-01`)
    expect(told.filter((from) => from >= '2026')).toEqual(months)
  }
  expect(daysOf(report('half-year', { month: 1, day: 'last' }))).toEqual([
    '2026-02-02 of 2025-07-01',
    '2026-07-31 of 2026-01-01',
  ])
  const weeks = daysOf(report('week', { day: 2, of: 'this', day_off: 'after' }))
  expect(weeks.filter((line) => line.startsWith('2026-02-24'))).toEqual([
    '2026-02-24 of 2026-02-16',
    '2026-02-24 of 2026-02-23',
  ])
  expect(daysOf(report('week', { day: 5, of: 'this', day_off: 'none' }))).toHaveLength(46)
})

it('a day off moves the day to the working day before, to the one after, not at all, or away', () => {
  const inOctober = (day_off: Falls['day_off']) =>
    daysOf(report('month', { day: 3, day_off })).filter((line) => line.endsWith('2026-09-01'))
  expect(inOctober('before')).toEqual(['2026-09-30 of 2026-09-01'])
  expect(inOctober('after')).toEqual(['2026-10-08 of 2026-09-01'])
  expect(inOctober('stays')).toEqual(['2026-10-03 of 2026-09-01'])
  expect(inOctober('none')).toEqual([])
})

it('a new day holds for the periods that begin with or after its own', () => {
  const moved = { '2020-01-01': plain, '2026-03-01': { ...plain, day: 10 } }
  const days = daysOf(report('month', {}, { falls: moved })).slice(1, 4)
  expect(days).toEqual(['2026-02-03 of 2026-01-01', '2026-03-03 of 2026-02-01', '2026-04-10 of 2026-03-01'])
})

it('before its first day, and switched off, nothing falls due', () => {
  expect(daysOf(report('month', {}, { falls: { '2027-01-01': plain } }))).toEqual([])
  expect(daysOf(report('month', {}, { source: { clause: '1', confidence: 'C' } }))).toEqual([])
})
