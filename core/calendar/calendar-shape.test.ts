import { describe, expect, it } from 'vitest'
import { OfficeHours, parseIntervals, weekdayOffice } from './calendar-shape.ts'

const day = [['09:00', '18:00']]

function problems(hours: object): string[] {
  const { error } = OfficeHours.safeParse({ zone: 'Asia/Shanghai', week: { monday: day }, ...hours })
  return error?.issues.map((one) => one.message) ?? []
}

describe('office hours', () => {
  it.each([
    [
      'a lunch break',
      {
        week: {
          monday: [
            ['09:00', '12:00'],
            ['13:30', '18:00'],
          ],
        },
      },
    ],
    [
      'intervals that touch',
      {
        week: {
          monday: [
            ['09:00', '12:00'],
            ['12:00', '18:00'],
          ],
        },
      },
    ],
    ['a night shift', { week: { monday: [['22:00', '06:00']], tuesday: [['06:00', '14:00']] } }],
    ['round the clock', { week: { monday: [['00:00', '24:00']] } }],
    ['another weekday for make-up days', { week: { friday: day }, makeUpLike: 'friday' }],
  ])('may have %s', (_, hours) => {
    expect(problems(hours)).toEqual([])
  })

  it.each([
    ['an unknown zone', { zone: 'Asia/Beijing2' }],
    ['an offset for a zone', { zone: '+08:00' }],
    ['an unknown weekday', { week: { monday: day, funday: day } }],
    ['an unknown key', { lunch: '12:00' }],
    ['no hours on the day that make-up days follow', { week: { friday: day } }],
    ['no hours at all', { week: {} }],
    ['a time that does not exist', { week: { monday: [['09:00', '25:00']] } }],
    ['an empty interval', { week: { monday: [['09:00', '09:00']] } }],
    ['a start at 24:00', { week: { monday: [['24:00', '06:00']] } }],
    [
      'intervals out of order',
      {
        week: {
          monday: [
            ['13:00', '18:00'],
            ['09:00', '12:00'],
          ],
        },
      },
    ],
    [
      'intervals that overlap',
      {
        week: {
          monday: [
            ['09:00', '14:00'],
            ['13:00', '18:00'],
          ],
        },
      },
    ],
    [
      'an interval after a night shift',
      {
        week: {
          monday: [
            ['22:00', '06:00'],
            ['23:00', '23:30'],
          ],
        },
      },
    ],
    [
      'a night shift that runs into the next day',
      { week: { monday: [['22:00', '06:00']], tuesday: [['05:00', '14:00']] } },
    ],
  ])('may not have %s', (_, hours) => {
    expect(problems(hours)).not.toEqual([])
  })

  it('are the same on every working day of a weekday office, make-up days like Monday', () => {
    const office = weekdayOffice('Asia/Shanghai', [['09:00', '17:00']])
    expect(Object.keys(office.week)).toEqual(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'])
    expect(office).toMatchObject({ makeUpLike: 'monday', holidays: 'off' })
  })
})

describe('intervals as text', () => {
  it('are read with or without blanks', () => {
    const expected = [
      ['09:00', '12:00'],
      ['13:30', '18:00'],
    ]
    expect(parseIntervals('09:00-12:00,13:30-18:00')).toEqual(expected)
    expect(parseIntervals('09:00 – 12:00, 13:30 – 18:00')).toEqual(expected)
  })

  it.each(['', '09:00', '9-12', '09:00-12:00,', '12:00-09:00,13:00-14:00', '09:00-12:00-13:00'])(
    '"%s" is none',
    (text) => {
      expect(parseIntervals(text)).toBeUndefined()
    },
  )
})
