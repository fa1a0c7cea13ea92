import { describe, expect, it } from 'vitest'
import type { Term } from '../../core/search/page.ts'
import type { OpenSegment } from './open-segment.ts'
import { rarest } from './walk-alike.ts'

describe('the bands that are counted', () => {
  it('are the rarest of all segments together, as far as so many cases can be counted', () => {
    const opened = [segment({ 1: 2_900, 2: 40, 3: 3_100 }), segment({ 1: 2_900, 3: 10, 4: 7 })]
    expect(rarest(opened, [1, 2, 3, 4, 5])).toEqual([4, 2, 3])
  })

  it('are one at least, however many have it', () => {
    expect(rarest([segment({ 1: 90_000, 2: 80_000 })], [1, 2])).toEqual([2])
    expect(rarest([segment({})], [1, 2])).toEqual([])
  })
})

/** @param cases how many cases have each term */
function segment(cases: Readonly<Record<Term, number>>): OpenSegment {
  const none = { blocks: undefined, parts: [], opened: [] }
  const postings = new Map(Object.entries(cases).map(([term, count]) => [Number(term), { cases: count, ...none }]))
  return { client: undefined as never, key: { id: '', key: undefined as never }, docs: 131_072, postings }
}
