import { expect, it } from 'vitest'
import { wordsOf } from '../../core/search/wanted.ts'
import { asSystem, inTransaction } from '../db/transaction.ts'
import { selectSegments } from '../read/case-words.ts'
import { freshHouse } from '../testing/fresh-house.ts'
import { buildSegment, type SearchedCase } from './build-segment.ts'
import { nextStretch } from './narrow.ts'
import { type OpenSegment, openSegments } from './open-segment.ts'
import { conditionsOf, type Plan, planOf, termsOf } from './plan.ts'
import { storeSegment } from './segment-rows.ts'
import { shelfOf } from './shelf.ts'

const units = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002']
const parts = ['宽带', '故障', '退款', '态度', '13800', '，']

/** Cases in which few words come back in ever other orders, so that every list takes several blocks. */
const cases = Array.from({ length: 200 }, (_, n): SearchedCase => {
  const words = Array.from({ length: 1 + (n % 9) }, (_, at) => parts[(n * 7 + at * (1 + (n % 4))) % parts.length])
  const hex = n.toString(16).padStart(12, '0')
  return {
    caseId: `0198c0de-0000-7000-8000-${hex}`,
    number: `2026-${String(n).padStart(6, '0')}`,
    receivedAt: `2026-03-02T01:00:00.${String(n).padStart(3, '0')}Z`,
    units: [units[Math.floor(n / 5) % 2] ?? ''],
    said: [{ field: 'content', text: words.join('') }],
  }
})

async function byStretches(segment: OpenSegment, plan: Plan, most: number): Promise<number[]> {
  const hits: number[] = []
  for (let from = 0; from < segment.docs; ) {
    const stretch = await nextStretch(segment, plan, from, most)
    expect(stretch.until).toBeGreaterThan(from)
    hits.push(...stretch.hits)
    from = stretch.until
  }
  return hits
}

it('finds the same of a segment stretch by stretch as at once, whatever is asked for', async () => {
  const { house, close } = await freshHouse()
  const shelf = { ...(await shelfOf(house)), longest: { list: 24, block: 16 } }
  const writes = storeSegment(buildSegment(cases, shelf, house.now()))
  await inTransaction(house.pool, asSystem, async () => ({ result: undefined, writes }))
  await inTransaction(house.pool, asSystem, async (client) => {
    const segments = await selectSegments(client)
    for (const text of ['宽带', '故障退款', '退', '宽带 态度', '00', '3800', '退款态度1', '没有'])
      for (const seen of [undefined, units, units.slice(1)]) {
        const plan = planOf(wordsOf(text, shelf.letters), seen, shelf)
        const [segment] = await openSegments({ client, ring: shelf.ring }, segments, termsOf(conditionsOf(plan)))
        if (!segment) throw new Error('a segment was stored')
        const whole = await nextStretch(segment, plan, 0, segment.docs)
        expect([text, whole.hits.length > 0]).toEqual([text, text !== '没有'])
        for (const most of [2, 7, 60]) expect(await byStretches(segment, plan, most)).toEqual([...whole.hits])
      }
    return { result: undefined }
  })
  await close()
})
