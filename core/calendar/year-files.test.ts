import { describe, expect, it } from 'vitest'
import { wordsIn } from '../shared/words.ts'
import { YearFile } from './calendar-shape.ts'
import { buildCalendar } from './office-calendar.ts'
import { bank } from './testing/offices.ts'
import { chinaYears, FIRST_YEAR, LAST_YEAR, rawYear } from './testing/year-files.ts'

const files = chinaYears()
const calendar = buildCalendar(bank, files)

describe('the years of China', () => {
  it.each(files.map((file) => [file.year, file] as const))(
    '%i is announced, and its days are its own',
    (year, file) => {
      expect(file.status).toBe('published')
      expect(file.notice.title).toBe(`国务院办公厅关于${year}年部分节假日安排的通知`)
      for (const date of file.holidays.flatMap((one) => [...one.off, ...one.make_up]))
        expect(date >= `${year - 1}-12-29` && date <= `${year}-12-31`, date).toBe(true)
    },
  )

  it('follow one another without a gap', () => {
    expect(files.map((file) => file.year)).toEqual(Array.from({ length: 20 }, (_, i) => 2007 + i))
    expect([FIRST_YEAR, LAST_YEAR]).toEqual([2007, 2026])
  })

  it('make up working days on weekend days only', () => {
    const days = files.flatMap((file) => file.holidays.flatMap((one) => one.make_up))
    expect(days.every((date) => Temporal.PlainDate.from(date).dayOfWeek >= 6)).toBe(true)
    expect(days).toHaveLength(132)
  })

  /**
   * Every Monday to Friday, less the statutory days (10 in 2007, 11 from 2008, 13 from 2025), which are always given in
   * full. The years that differ: 2007 and 2012 repay days worked in the December before, 2011 lends one; 2015 and 2020
   * had a day and two days more.
   */
  it.each([
    [2007, 261 - 10 - 2],
    [2008, 262 - 11],
    [2009, 261 - 11],
    [2010, 261 - 11],
    [2011, 260 - 11 + 1],
    [2012, 261 - 11 - 1],
    [2013, 261 - 11],
    [2014, 261 - 11],
    [2015, 261 - 11 - 1],
    [2016, 261 - 11],
    [2017, 260 - 11],
    [2018, 261 - 11],
    [2019, 261 - 11],
    [2020, 262 - 11 - 2],
    [2021, 261 - 11],
    [2022, 260 - 11],
    [2023, 260 - 11],
    [2024, 262 - 11],
    [2025, 261 - 13],
    [2026, 261 - 13],
  ])('%i has %i working days', (year, expected) => {
    expect(calendar.year(year).workingDays).toHaveLength(expected)
  })

  it.each([
    ['2015-09-03', 'holiday'],
    ['2015-09-05', 'holiday'],
    ['2015-09-06', 'make-up'],
    ['2018-12-29', 'make-up'],
    ['2018-12-31', 'holiday'],
    ['2019-04-28', 'make-up'],
    ['2019-05-03', 'holiday'],
    ['2020-01-31', 'holiday'],
    ['2020-02-01', 'holiday'],
    ['2020-02-02', 'holiday'],
    ['2020-02-03', 'ordinary'],
    ['2024-02-09', 'ordinary'],
    ['2024-02-18', 'make-up'],
    ['2025-01-27', 'ordinary'],
    ['2025-05-05', 'holiday'],
    ['2026-01-04', 'make-up'],
    ['2026-02-28', 'make-up'],
    ['2026-10-08', 'ordinary'],
    ['2026-10-11', 'rest'],
  ])('%s is a day of kind %s', (date, kind) => {
    const noon = Temporal.Instant.from(`${date}T12:00+08:00`).epochMilliseconds
    expect(calendar.dayAt(noon)).toMatchObject({ date, kind })
  })
})

describe('a year file', () => {
  const good = rawYear(2026) as Record<string, unknown>
  const name = { zh: '春节', en: 'Spring Festival' }
  const refused = (change: object) =>
    YearFile.safeParse({ ...good, ...change }).error?.issues.map(({ message }) => wordsIn(message)?.en ?? message)

  it('is refused with an unknown key', () => {
    expect(refused({ holiday: [] })?.[0]).toContain('holiday')
  })

  it('is refused with a date that does not exist', () => {
    expect(refused({ holidays: [{ name, off: ['2026-02-30'] }] })).toHaveLength(1)
  })

  it('is refused with a day of another year', () => {
    expect(refused({ holidays: [{ name, off: ['2025-02-15'] }] })).toEqual(['2025-02-15 is not of 2026'])
  })

  it('is refused with a make-up day on a working day', () => {
    expect(refused({ holidays: [{ name, off: ['2026-02-16'], make_up: ['2026-02-13'] }] })?.[0]).toContain('2026-02-13')
  })

  it('is refused with a day that is both off and made up', () => {
    expect(refused({ holidays: [{ name, off: ['2026-02-14'], make_up: ['2026-02-14'] }] })).toEqual([
      '2026-02-14 stands twice',
    ])
  })
})
