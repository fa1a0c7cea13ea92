import { expect, it } from 'vitest'
import { hasWorked } from './filing-stamp.ts'
import { workFor } from './testing/portal-visit.ts'

it('the work for one form is none for another, and cannot be left out', () => {
  const [one, other] = ['1770000000000.aaa', '1770000000000.bbb']
  const proof = workFor(one)
  expect([hasWorked(one, proof), hasWorked(other, proof)]).toEqual([true, false])
  for (const made of ['', '-1', '1e3', ' ', `${proof} `, '99999999999', 'x']) expect(hasWorked(one, made)).toBe(false)
})

it('takes some eight thousand tries, and one to tell', () => {
  const tries = Array.from({ length: 20 }, (_, at) => Number(workFor(`stamp-${at}`)))
  const mean = tries.reduce((sum, one) => sum + one, 0) / tries.length
  expect(mean).toBeGreaterThan(2_000)
  expect(mean).toBeLessThan(30_000)
})
