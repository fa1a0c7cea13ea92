import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inEnglish } from '../../core/testing/in-english.ts'
import { loadPacks } from '../policy/load-packs.ts'
import { contradictionsOf } from './contradictions.ts'

const packs = (await loadPacks(join(import.meta.dirname, '../../policy-packs'))).map(({ content }) => content)
const clausesOf = (id: string, among = packs) =>
  contradictionsOf(among, id).map(({ sides: [mine, other] }) => `${mine.pack}.${mine.at} ${other.pack}.${other.at}`)

it('the contradictions of a pack begin with its own clause and say why they are kept', () => {
  expect(clausesOf('bank')).toContain('bank.register enterprise.transfer')
  expect(clausesOf('enterprise')).toContain('enterprise.transfer bank.register')
  expect(clausesOf('cn-12345')).toEqual([])
  const [first] = contradictionsOf(packs, 'enterprise')
  expect(first?.reason && inEnglish(first.reason)).toBeTruthy()
  expect(first?.sides.map(({ name, says }) => [inEnglish(name), inEnglish(says)])).toEqual([
    ['Enterprise customer service and complaint handling', '7 working days'],
    ['Bank customer complaint handling', '2 h'],
  ])
})

it('one that no pack explains has no reason', () => {
  const silent = packs.map((pack) => ({ ...pack, manifest: { ...pack.manifest, exceptions: [] } }))
  const reasons = contradictionsOf(silent, 'bank').map(({ reason }) => reason)
  expect(reasons.length).toBeGreaterThan(0)
  expect(reasons.filter(Boolean)).toEqual([])
})
