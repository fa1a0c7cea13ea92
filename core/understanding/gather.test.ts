import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather, type Likeness } from './gather.ts'

const pair = (one: number, other: number, likeness: number): Likeness => ({ one, other, likeness })

describe('gathering', () => {
  it('joins what is alike on average', () => {
    expect(gather(5, [pair(0, 1, 0.9), pair(0, 2, 0.8), pair(1, 2, 0.7), pair(3, 4, 0.6)], 0.5)).toEqual([
      [0, 1, 2],
      [3, 4],
    ])
  })

  it('does not follow a chain of neighbours to what has nothing in common', () => {
    const chain = Array.from({ length: 9 }, (_, at) => pair(at, at + 1, 0.6))
    for (const group of gather(10, chain, 0.5)) expect(group.length).toBeLessThanOrEqual(2)
  })

  it('keeps apart what must not be together, whatever else is alike', () => {
    const alike = [pair(0, 1, 0.9), pair(1, 2, 0.9), pair(0, 3, 0.9), pair(2, 3, 0.9), pair(1, 3, 0.9)]
    for (const group of gather(4, [...alike, pair(0, 2, -Infinity)], 0.1))
      expect(group.includes(0) && group.includes(2)).toBe(false)
  })

  it('ends with groups of which no two belong together, the same from pairs in any order', () => {
    const size = 12
    const index = fc.integer({ min: 0, max: size - 1 })
    const pairs = fc.uniqueArray(fc.tuple(index, index, fc.double({ min: 0.01, max: 1, noNaN: true })), {
      selector: ([one, other]) => Math.min(one, other) * size + Math.max(one, other),
    })
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (drawn, least) => {
        const listed = drawn
          .filter(([one, other]) => one !== other)
          .map(([one, other, likeness]) => pair(one, other, likeness))
        const groups = gather(size, listed, least)
        expect(gather(size, listed.toReversed(), least).toSorted(byFirst)).toEqual(groups.toSorted(byFirst))
        const average = (a: readonly number[], b: readonly number[]) =>
          listed
            .filter(
              ({ one, other }) => (a.includes(one) && b.includes(other)) || (a.includes(other) && b.includes(one)),
            )
            .reduce((sum, { likeness }) => sum + likeness, 0) /
          (a.length * b.length)
        const all = [
          ...groups,
          ...Array.from({ length: size }, (_, one) => [one]).filter(([one]) => !groups.flat().includes(one as number)),
        ]
        for (const a of all) for (const b of all) if (a !== b) expect(average(a, b)).toBeLessThan(least + 1e-9)
      }),
    )
  })
})

function byFirst(a: readonly number[], b: readonly number[]): number {
  return (a[0] as number) - (b[0] as number)
}
