import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePromise } from '../../core/5-feedback/make-promise.ts'
import { given, registered, somebody, staff } from '../../core/testing/given.ts'
import { clock } from '../../core/testing/office.ts'

type Judged = { readonly duties: readonly object[]; readonly faults: readonly { readonly what: string }[] }
type Fact = { readonly type: string; readonly version: number; readonly data: Record<string, unknown> }

/** The verifier is plain JavaScript and shares no code with the product. */
const { dutiesOf } = (await import(join(import.meta.dirname, '../../verify/duties.mjs'))) as {
  dutiesOf: (facts: readonly Fact[]) => Judged
}
const until = clock('2026-01-07 12:34')

function facts(): Fact[] {
  const story = given(registered()).when(makePromise, { what: 'A call', until }, staff('specialist', somebody))
  return story.facts.map(({ event: { type, ...data } }, at) => ({ type, version: at + 1, data }))
}

/** The facts with one value of those of a kind changed. */
const changed = (kind: string, change: object) =>
  facts().map((fact) =>
    fact.type === kind && fact.data.duty !== 'respond' ? { ...fact, data: { ...fact.data, ...change } } : fact,
  )

it('the verifier finds a promise due at its moment, and each that was moved', () => {
  const { duties, faults } = dutiesOf(facts())
  expect(faults).toEqual([])
  expect(duties).toContainEqual(expect.objectContaining({ duty: 'promise', round: 1, due: until, state: 'running' }))
  const later = clock('2026-01-08 12:34')
  expect(dutiesOf(changed('PromiseMade', { until: later })).faults).toMatchObject([{ what: 'duty-contradicts' }])
  const started = facts().map((fact) =>
    fact.data.duty === 'promise' ? { ...fact, data: { ...fact.data, due: later } } : fact,
  )
  expect(dutiesOf(started).faults).toMatchObject([{ what: 'duty-contradicts', duty: 'promise' }])
  const moved = {
    type: 'ObligationMoved',
    version: 99,
    data: { regime: 'house', duty: 'promise', round: 1, from: until, due: later },
  }
  expect(dutiesOf([...facts(), moved]).faults).toMatchObject([{ what: 'duty-contradicts', duty: 'promise' }])
})
