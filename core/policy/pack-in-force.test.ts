import { describe, expect, it } from 'vitest'
import { houseFiles, houseRules } from '../testing/house-rules.ts'
import { approversFor, dutiesOf, dutyOf, postsWith, valueAt } from './pack-in-force.ts'
import type { Pack } from './pack-shape.ts'

describe('a value by day', () => {
  const values = { '2024-07-01': 'second', '2020-01-01': 'first' }

  it.each([
    ['2019-12-31', undefined],
    ['2020-01-01', 'first'],
    ['2024-06-30', 'first'],
    ['2024-07-01', 'second'],
    ['2099-01-01', 'second'],
  ])('of %s is %s', (day, value) => {
    expect(valueAt(values, day)).toBe(value)
  })

  it('applies before its first day only as if it had been in force', () => {
    expect(valueAt(values, '1999-01-01', true)).toBe('first')
  })

  it('ends where the pack says so, and may begin again', () => {
    const ended = { '2020-01-01': 'first', '2024-01-01': null, '2025-01-01': 'again' }
    expect(['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map((day) => valueAt(ended, day))).toEqual([
      'first',
      undefined,
      undefined,
      'again',
    ])
  })
})

describe('who approves a sum', () => {
  it.each([
    [99_999, ['specialist', 'supervisor', 'director']],
    [100_000, ['supervisor', 'director']],
    [999_999, ['supervisor', 'director']],
    [1_000_000, ['director']],
    [0, ['specialist', 'supervisor', 'director']],
  ])('%i fen: %j', (minor, posts) => {
    expect(approversFor(houseRules, { minor, currency: 'CNY' }, '2026-01-05')).toEqual(posts)
  })

  it('is every tier where nothing is paid', () => {
    expect(approversFor(houseRules, undefined, '2026-01-05')).toEqual(['specialist', 'supervisor', 'director'])
  })
})

describe('a pack in force', () => {
  it('names a clause with its hash', () => {
    expect(houseRules.at('grades.lowering')).toBe('house@aaaaaaaaaaaa#grades.lowering')
  })

  it('gives no post for an authority it does not know', () => {
    expect(postsWith(houseRules, 'may-dance')).toEqual([])
  })

  it('gives its duties in the order of their names, whatever order a database gives its keys in', () => {
    expect(dutiesOf(houseRules).map(([name]) => name)).toEqual([
      'call-back',
      'crisis-report',
      'done',
      'investigate',
      'promise',
      'repeat-done',
      'respond',
      'task-answer',
    ])
  })

  it('binds nobody by what was never checked against its document', () => {
    const unchecked = { clause: '9', confidence: 'C' } as const
    const { done, investigate } = houseFiles.obligations
    const doubted = {
      ...houseFiles,
      obligations: {
        done: {
          ...done,
          extend: [{ ...done.extend[0]!, source: unchecked }],
          warn: [...done.warn, { at: '50%', tell: ['handler'], source: unchecked }],
        },
        investigate: { ...investigate, pause: { ...investigate.pause, source: unchecked } },
        respond: { ...houseFiles.obligations.respond, source: unchecked },
      },
    } as unknown as Pack
    const duties = Object.fromEntries(dutiesOf({ content: doubted }))
    expect(Object.keys(duties)).toEqual(['done', 'investigate'])
    expect(duties.done).toEqual({ ...done, extend: [] })
    expect(duties.investigate?.pause).toBeUndefined()
    expect(dutyOf({ content: doubted }, 'respond')).toBeUndefined()
  })
})
