import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lintPack, reasonFor } from '../../core/policy/lint.ts'
import { lintAcross, reasonAcross } from '../../core/policy/lint-across.ts'
import { staleExceptions } from '../../core/policy/lint-stale.ts'
import { loadPacks } from './load-packs.ts'

const packs = (await loadPacks(join(import.meta.dirname, '../../policy-packs'))).map(({ content }) => content)

it('the packs of the product contradict themselves and each other only where they say so', () => {
  const own = packs.flatMap((pack) => lintPack(pack).filter((one) => !reasonFor(pack, one)))
  const across = lintAcross(packs).filter((one) => !reasonAcross(packs, one))
  expect([...own, ...across, ...staleExceptions(packs)]).toEqual([])
})

it('the contradictions of the documents are found', () => {
  const enterprise = packs.find(({ manifest }) => manifest.id === 'enterprise')
  expect(enterprise && lintPack(enterprise)).toContainEqual(
    expect.objectContaining({
      rule: 'late-before',
      at: 'first-feedback',
      others: expect.arrayContaining(['repeat-done']),
    }),
  )
  const pairs = lintAcross(packs).map(({ rule, sides }) =>
    [rule, ...sides.map(({ pack, at }) => `${pack}.${at}`)].join(' '),
  )
  expect(pairs).toEqual(
    expect.arrayContaining([
      'registration-apart bank.register enterprise.transfer',
      'grade-twice enterprise.important real-estate.important',
      'report-days bank.monthly real-estate.monthly',
      'report-days bank.monthly real-estate.property-monthly',
    ]),
  )
})
