import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Allowance, allowanceInWords, formatAllowance, parseAllowance } from './allowance.ts'

describe('an allowance', () => {
  it.each<[string, Allowance]>([
    ['24 h', { amount: 24, unit: 'calendar-hours' }],
    ['1 hour', { amount: 1, unit: 'calendar-hours' }],
    ['30 min', { amount: 30, unit: 'calendar-minutes' }],
    ['7 days', { amount: 7, unit: 'calendar-days' }],
    ['7 calendar days', { amount: 7, unit: 'calendar-days' }],
    ['2 months', { amount: 2, unit: 'months' }],
    ['4 working hours', { amount: 4, unit: 'working-hours' }],
    ['30 working min', { amount: 30, unit: 'working-minutes' }],
    ['3 working days', { amount: 3, unit: 'working-days' }],
    ['3 working-days', { amount: 3, unit: 'working-days' }],
    ['0 h', { amount: 0, unit: 'calendar-hours' }],
  ])('reads %s', (text, expected) => {
    expect(parseAllowance(text)).toEqual(expected)
  })

  it.each([
    '',
    '3',
    'h',
    '3 workdays',
    '-3 h',
    '1.5 h',
    '3 working months',
    '3  days',
    '3 DAYS',
    ' 3 days',
    '36501 days',
    '1201 months',
    '999999999 h',
    '3 working days\n',
  ])('does not read "%s"', (text) => {
    expect(parseAllowance(text)).toBeUndefined()
  })

  it('is written so that it is read back', () => {
    const units = [
      'calendar-minutes',
      'calendar-hours',
      'calendar-days',
      'working-minutes',
      'working-hours',
      'working-days',
      'months',
    ] as const
    const allowance = fc.record({ amount: fc.integer({ min: 0, max: 1200 }), unit: fc.constantFrom(...units) })
    fc.assert(
      fc.property(allowance, (one) => {
        expect(parseAllowance(formatAllowance(one))).toEqual(one)
      }),
    )
  })

  it('has words in both languages', () => {
    expect(allowanceInWords({ amount: 3, unit: 'working-days' }, 'zh')).toBe('3 个工作日')
    expect(allowanceInWords({ amount: 3, unit: 'working-days' }, 'en')).toBe('3 working days')
    expect(allowanceInWords({ amount: 1, unit: 'working-hours' }, 'en')).toBe('1 working hour')
  })
})
