import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { officeCalendars } from '../calendar/question.ts'
import { countPeople, type Grouped, joinedWith } from './count-people.ts'

const calendar = officeCalendars([])({ zone: 'Asia/Shanghai' })
const by = (id: string, moment: string, ...marks: string[]): Grouped => ({
  id,
  receivedAt: new Date(`${moment}+08:00`).toISOString(),
  marks,
})
const people = (group: Grouped[], id = 'a', within = '1 month') => countPeople(group, id, within, calendar).people

describe('three different people within a month', () => {
  it.each([
    ['January into February', '2026-01-31T09:00', '2026-02-28T23:59:59', '2026-03-01T00:00'],
    ['a leap February', '2028-01-31T09:00', '2028-02-29T23:59', '2028-03-01T00:00'],
    ['February into March', '2026-02-14T09:00', '2026-03-14T23:59', '2026-03-15T00:00'],
    ['a month of 31 days', '2026-03-05T09:00', '2026-04-05T23:59', '2026-04-06T00:00'],
    ['a month of 30 days', '2026-04-30T00:00', '2026-05-30T23:59', '2026-05-31T00:00'],
    ['the turn of the year', '2025-12-31T23:59', '2026-01-31T23:59', '2026-02-01T00:00'],
  ])('%s: the last day counts whole, a day later is too late', (_, first, last, late) => {
    const two = [by('a', first, 'phone 1'), by('b', first, 'phone 2')]
    for (const id of ['a', 'b', 'c']) {
      expect(people([...two, by('c', last, 'phone 3')], id)).toBe(3)
      expect(people([...two, by('c', late, 'phone 3')], id)).toBe(id === 'c' ? 1 : 2)
    }
  })

  it('days are days: the thirtieth counts, the thirty-first does not', () => {
    const two = [by('a', '2026-01-01T09:00', '1'), by('b', '2026-01-10T09:00', '2')]
    expect(people([...two, by('c', '2026-01-31T23:59', '3')], 'a', '30 days')).toBe(3)
    expect(people([...two, by('c', '2026-02-01T00:00', '3')], 'a', '30 days')).toBe(2)
  })

  it('the same person three times is one, by whichever mark', () => {
    expect(
      people([by('a', '2026-01-05T09:00', 'x'), by('b', '2026-01-06T09:00', 'x'), by('c', '2026-01-07T09:00', 'x')]),
    ).toBe(1)
    const chain = [
      by('a', '2026-01-05T09:00', 'phone'),
      by('b', '2026-01-06T09:00', 'mail'),
      by('c', '2026-01-07T09:00', 'phone', 'mail'),
    ]
    expect(people(chain)).toBe(1)
    expect(people(chain.slice(0, 2))).toBe(2)
  })

  it('nobody knows whether those who left no contact are the same: each counts', () => {
    expect(people([by('a', '2026-01-05T09:00'), by('b', '2026-01-06T09:00'), by('c', '2026-01-07T09:00')])).toBe(3)
  })

  it('finds what a naive look at every window of days finds', () => {
    const one = fc.record({ day: fc.integer({ min: 0, max: 80 }), who: fc.constantFrom('1', '2', '3', '4', '5') })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (drawn) => {
        const group = drawn.map(({ day, who }, i) =>
          by(`c${i}`, `${new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)}T12:00`, who),
        )
        for (const [i, own] of drawn.entries()) {
          let most = 0
          for (let from = own.day - 30; from <= own.day; from++)
            most = Math.max(
              most,
              new Set(drawn.filter(({ day }) => day >= from && day <= from + 30).map(({ who }) => who)).size,
            )
          expect(countPeople(group, `c${i}`, '30 days', calendar).people).toBe(most)
        }
      }),
    )
  })
})

it('links join step by step, in whichever direction they were made', () => {
  const links = [
    { case: 'c', other: 'b' },
    { case: 'a', other: 'b' },
    { case: 'x', other: 'y' },
  ]
  expect([...joinedWith('a', links)].sort()).toEqual(['a', 'b', 'c'])
  expect([...joinedWith('d', links)]).toEqual(['d'])
})
