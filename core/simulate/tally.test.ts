import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Compared, Ending, Owed } from './compare.ts'
import { resultOf } from './result.ts'
import { addCase, addTally, emptyTally } from './tally.ts'

const owed = (ending: Ending, day = '2026-01-07', unit = 'east'): Owed => ({
  ending,
  day,
  unit,
  due: `${day}T10:00:00.000Z`,
})
const one = (number: string, before?: Owed, after?: Owed, round = 1): Compared => ({
  number,
  grades: [{ regime: 'house', before: 'normal', after: after ? 'urgent' : 'normal' }],
  duties: [{ regime: 'house', duty: 'done', round, before, after }],
})
const until = '2026-02-01T00:00:00.000Z'
const told = (...cases: Compared[]) => {
  const tally = emptyTally()
  for (const each of cases) addCase(tally, each)
  return resultOf(tally, until)
}

describe('what cases came to', () => {
  it('names who is newly late and who no longer', () => {
    const late = one('c1', owed('met'), owed('missed', '2026-01-06'))
    const saved = one('c2', owed('missed'), owed('met'))
    const stillLate = one('c3', owed('missed'), owed('missed'))
    const released = one('c4', owed('missed'))
    const { changed, grades, duties } = told(late, saved, stillLate, released)
    expect(changed).toEqual({ cases: 4, examples: ['c1', 'c2', 'c3', 'c4'] })
    expect(grades).toEqual([{ regime: 'house', from: 'normal', to: 'urgent', cases: 3, examples: ['c1', 'c2', 'c3'] }])
    expect(duties).toEqual([
      {
        regime: 'house',
        duty: 'done',
        before: { met: 1, missed: 3, open: 0, unknown: 0, cancelled: 0 },
        after: { met: 1, missed: 2, open: 0, unknown: 0, cancelled: 0 },
        newlyMissed: { cases: 1, examples: ['c1'] },
        newlyMet: { cases: 1, examples: ['c2'] },
      },
    ])
  })

  it('counts a case once, however many rounds of a duty it had', () => {
    const { duties } = told({
      ...one('c1'),
      duties: [1, 2].flatMap((round) => one('c1', owed('met'), owed('missed'), round).duties),
    })
    expect(duties[0]).toMatchObject({ after: { missed: 2 }, newlyMissed: { cases: 1 } })
  })

  it('tells what falls due where and when, but nothing that was cancelled', () => {
    const moved = one('c1', owed('met'), owed('met', '2026-01-08', 'west'))
    expect(told(moved, one('c2', owed('cancelled'), owed('open'))).load).toEqual([
      { unit: 'east', days: [{ day: '2026-01-07', before: 1, after: 1 }] },
      { unit: 'west', days: [{ day: '2026-01-08', before: 0, after: 1 }] },
    ])
  })

  it('is the same in whichever parts and order cases are counted', () => {
    const side = fc.option(
      fc.constantFrom(owed('met'), owed('missed', '2026-01-06'), owed('open', '2026-01-08', 'west'), owed('cancelled')),
      { nil: undefined },
    )
    const cases = fc
      .array(fc.tuple(side, side), { minLength: 1, maxLength: 30 })
      .map((sides) => sides.map(([before, after], i) => one(`c${String(i).padStart(2, '0')}`, before, after)))
    fc.assert(
      fc.property(
        cases.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(30)),
        ),
        ([all, shuffled, cut]) => {
          const [first, second] = [emptyTally(), emptyTally()]
          for (const each of shuffled.slice(0, cut)) addCase(first, each)
          for (const each of shuffled.slice(cut)) addCase(second, each)
          addTally(first, second)
          expect(resultOf(first, until)).toEqual(told(...all))
        },
      ),
    )
  })
})
