import { describe, expect, it } from 'vitest'
import { parseAllowance } from './allowance.ts'
import { YearFile } from './calendar-shape.ts'
import { addWorkingTime, CalendarEnds, type DueOptions, dueAt, workingTimeBetween } from './due.ts'
import { buildCalendar, type OfficeCalendar } from './office-calendar.ts'
import { bank, OFFICES } from './testing/offices.ts'
import { chinaYears } from './testing/year-files.ts'

const years = chinaYears()
const calendars = Object.fromEntries(
  Object.entries(OFFICES).map(([name, hours]) => [name, buildCalendar(hours, years)]),
)
const office = calendars.bank!

function china(text: string): Temporal.Instant {
  return Temporal.Instant.from(`${text}+08:00`)
}

function due(from: string, allowance: string, calendar: OfficeCalendar = office, options?: DueOptions): string {
  const { due: moment } = dueAt(china(from), parseAllowance(allowance)!, calendar, options)
  return moment.toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString()
}

describe('working days', () => {
  it.each([
    ['Friday 17:59, an ordinary week', '2026-03-06T17:59', '2026-03-11T17:30:00'],
    ['the day of the event never counts, not even at midnight', '2026-03-09T00:00', '2026-03-12T17:30:00'],
    ['a Saturday', '2026-03-07T10:00', '2026-03-11T17:30:00'],
    ['a make-up Saturday counts', '2026-02-12T17:59', '2026-02-24T17:30:00'],
    ['begun on a make-up Saturday', '2026-02-14T09:00', '2026-02-26T17:30:00'],
    ['23:59:59 before a holiday', '2026-09-30T23:59:59', '2026-10-10T17:30:00'],
    ['eve of Spring Festival 2024', '2024-02-09T16:00', '2024-02-20T17:30:00'],
    ['Spring Festival 2020 was prolonged to 2 February', '2020-01-23T10:00', '2020-02-05T17:30:00'],
    ['Saturday 1 February 2020 is no longer a working day', '2020-01-31T10:00', '2020-02-05T17:30:00'],
    ['victory parade 2015: Sunday 6 September is worked', '2015-09-02T10:00', '2015-09-08T17:30:00'],
    ['Labour Day 2019 as changed', '2019-04-26T10:00', '2019-04-30T17:30:00'],
    ['leap day', '2024-02-27T10:00', '2024-03-01T17:30:00'],
    ['year end with a known next year', '2025-12-31T10:00', '2026-01-06T17:30:00'],
    ['a break announced by the next year: 29 December 2018 is worked', '2018-12-27T10:00', '2019-01-02T17:30:00'],
  ])('%s', (_, from, expected) => {
    expect(due(from, '3 working days')).toBe(expected)
  })

  it('end with the hours of a Saturday office', () => {
    expect(due('2026-03-06T17:59', '1 working day', calendars['Saturday mornings'])).toBe('2026-03-07T12:00:00')
  })

  it('give a make-up Saturday the hours of the weekday it follows', () => {
    expect(due('2026-02-13T10:00', '1 working day', calendars['Saturday mornings'])).toBe('2026-02-14T18:00:00')
  })

  it('of a night shift end on the next calendar day', () => {
    expect(due('2026-03-05T12:00', '1 working day', calendars['night shift'])).toBe('2026-03-07T06:00:00')
  })

  it('of an office that works on holidays take no notice of them', () => {
    expect(due('2026-09-30T10:00', '3 working days', calendars['round the clock, holidays too'])).toBe(
      '2026-10-04T00:00:00',
    )
  })
})

describe('days', () => {
  it.each([
    ['end at the close of the last day', '2026-03-04T10:00', '7 days', '2026-03-11T17:30:00'],
    ['are put off from a holiday to the next working day', '2026-02-09T10:00', '7 days', '2026-02-24T17:30:00'],
    ['end on a make-up Saturday', '2026-02-07T10:00', '7 days', '2026-02-14T17:30:00'],
    ['are put off from a Saturday to Monday', '2026-03-04T10:00', '3 days', '2026-03-09T17:30:00'],
    ['over a leap day', '2024-02-28T10:00', '2 days', '2024-03-01T17:30:00'],
  ])('%s', (_, from, allowance, expected) => {
    expect(due(from, allowance)).toBe(expected)
  })

  it('end at 24:00 where an office has no hours', () => {
    expect(due('2026-03-04T10:00', '7 days', calendars['whole days'])).toBe('2026-03-12T00:00:00')
  })

  it('stay on a day off where the rule says so, and end at 24:00', () => {
    const stays = { ...office, counting: { last_day_off: 'stays', ends: 'close' } } as const
    expect(due('2026-02-09T10:00', '7 days', stays)).toBe('2026-02-17T00:00:00')
    expect(due('2026-03-04T10:00', '7 days', stays)).toBe('2026-03-11T17:30:00')
  })

  it('run to midnight where the rule says so', () => {
    const toMidnight = { ...office, counting: { last_day_off: 'next-working-day', ends: 'midnight' } } as const
    expect(due('2026-02-09T10:00', '7 days', toMidnight)).toBe('2026-02-25T00:00:00')
    expect(due('2026-03-06T17:59', '3 working days', toMidnight)).toBe('2026-03-12T00:00:00')
  })
})

describe('months', () => {
  it.each([
    ['the day of the same number', '2026-03-10T10:00', '2 months', '2026-05-11T17:30:00'],
    ['the last day of a shorter month, here a make-up Saturday', '2026-01-31T10:00', '1 month', '2026-02-28T17:30:00'],
    ['leap years', '2023-12-29T10:00', '2 months', '2024-02-29T17:30:00'],
    ['over a year end', '2025-11-30T10:00', '3 months', '2026-02-28T17:30:00'],
    ['many years', '2012-02-29T10:00', '12 months', '2013-02-28T17:30:00'],
  ])('%s', (_, from, allowance, expected) => {
    expect(due(from, allowance)).toBe(expected)
  })
})

describe('hours', () => {
  it.each([
    ['of the calendar run through holidays', '2026-02-14T17:59', '24 h', '2026-02-15T17:59:00'],
    ['of the calendar keep seconds', '2026-02-14T17:59:59.999', '48 h', '2026-02-16T17:59:59.999'],
    ['of work begin with the next interval', '2026-02-14T17:59', '1 working hour', '2026-02-24T10:00:00'],
    ['of work stand still over lunch', '2026-03-10T11:30', '1 working hour', '2026-03-10T14:00:00'],
    ['of work begun at lunch', '2026-03-10T12:30', '1 working hour', '2026-03-10T14:30:00'],
    ['used up exactly at lunch end there', '2026-03-10T10:00', '2 working hours', '2026-03-10T12:00:00'],
    ['used up exactly at the close end there', '2026-03-06T13:30', '4 working hours', '2026-03-06T17:30:00'],
    ['begun at the close wait', '2026-03-06T17:30', '1 working hour', '2026-03-09T10:00:00'],
    ['begun in the last second', '2026-03-06T17:29:59', '30 working min', '2026-03-09T09:29:59'],
    ['of work on a make-up Saturday', '2026-02-13T17:00', '1 working hour', '2026-02-14T09:30:00'],
  ])('%s', (_, from, allowance, expected) => {
    expect(due(from, allowance)).toBe(expected)
  })

  it('of a night shift belong to the evening before', () => {
    expect(due('2026-03-07T02:00', '3 working hours', calendars['night shift'])).toBe('2026-03-07T05:00:00')
    expect(due('2026-03-07T05:00', '3 working hours', calendars['night shift'])).toBe('2026-03-09T16:00:00')
  })

  it('of a night shift run through New Year', () => {
    expect(due('2019-12-31T23:00', '4 working hours', calendars['night shift'])).toBe('2020-01-01T03:00:00')
    expect(due('2020-01-01T05:00', '2 working hours', calendars['night shift'])).toBe('2020-01-02T15:00:00')
  })

  it('keep nanoseconds of the start', () => {
    const start = Temporal.Instant.from('2026-02-13T09:59:00.123456789Z')
    expect(dueAt(start, parseAllowance('24 h')!, office).due.toString()).toBe('2026-02-14T09:59:00.123456789Z')
  })
})

describe('an allowance of nothing', () => {
  it.each(['0 h', '0 days', '0 working days', '0 working hours', '0 months'])('%s is due at once', (allowance) => {
    expect(due('2026-02-15T10:00', allowance)).toBe('2026-02-15T10:00:00')
  })
})

describe('a year that is not announced', () => {
  const ask = (from: string, allowance: string, options?: DueOptions) =>
    dueAt(china(from), parseAllowance(allowance)!, office, options)

  it('makes an answer that rests on it provisional, and the steps say so', () => {
    const { provisional, steps } = ask('2026-12-31T10:00', '3 working days')
    expect(provisional).toBe(true)
    expect(steps).toContainEqual({ kind: 'provisional', years: [2027] })
  })

  it.each([
    ['hours of the calendar', '2026-12-31T10:00', '48 h'],
    ['working hours that end in time', '2026-12-31T10:00', '2 working hours'],
    ['working days that end in time', '2026-12-28T10:00', '3 working days'],
  ])('does not touch %s', (_, from, allowance) => {
    expect(ask(from, allowance).provisional).toBe(false)
  })

  it('touches days only by the day they end on', () => {
    expect(ask('2026-12-24T10:00', '7 days').provisional).toBe(false)
    expect(ask('2026-12-25T10:00', '7 days').provisional).toBe(true)
  })

  it('is refused where a rule forbids it', () => {
    expect(() => ask('2026-12-31T10:00', '3 working days', { forbidProvisional: true })).toThrow(CalendarEnds)
    expect(() => ask('2026-12-28T10:00', '3 working days', { forbidProvisional: true })).not.toThrow()
  })

  it('may be given as expected, and stays provisional', () => {
    const expected = YearFile.parse({
      year: 2027,
      status: 'provisional',
      notice: { title: 'expected' },
      holidays: [{ name: { zh: '元旦', en: "New Year's Day" }, off: ['2027-01-01'] }],
    })
    const calendar = buildCalendar(bank, [...years, expected])
    const answer = dueAt(china('2026-12-31T10:00'), parseAllowance('1 working day')!, calendar)
    expect(answer.due).toEqual(china('2027-01-04T17:30'))
    expect(answer.provisional).toBe(true)
  })
})

describe('a pause', () => {
  it('from a holiday to a lunch break gives back what was left', () => {
    const { due: end } = dueAt(china('2026-02-14T17:00'), parseAllowance('4 working hours')!, office)
    expect(end).toEqual(china('2026-02-24T14:00'))
    const left = workingTimeBetween(china('2026-02-20T03:00'), end, office)
    expect(left).toBe(3.5 * 3_600_000)
    expect(addWorkingTime(china('2026-02-25T12:40'), left, office)).toEqual(china('2026-02-25T17:00'))
  })

  it('begun after the due moment has nothing left', () => {
    expect(workingTimeBetween(china('2026-02-24T14:30'), china('2026-02-24T14:00'), office)).toBe(-1_800_000)
  })

  it('of nothing changes nothing, and time never runs backwards', () => {
    expect(addWorkingTime(china('2026-02-20T03:00'), 0, office)).toEqual(china('2026-02-20T03:00'))
    expect(() => addWorkingTime(china('2026-02-20T03:00'), -1, office)).toThrow(RangeError)
  })
})
