import { describe, expect, it } from 'vitest'
import { hashOf, noFactBefore, type StoredFact } from '../envelope.ts'
import { chainFaults, isWhole } from './chain.ts'

/** A stream as the house writes it. */
function streamOf(length: number): StoredFact[] {
  const facts: StoredFact[] = []
  for (let version = 1; version <= length; version++)
    facts.push(made(version, facts.at(-1)?.hash ?? noFactBefore, { n: version }))
  return facts
}

function made(version: number, prev: string, data: Record<string, unknown>): StoredFact {
  const moment = '2026-02-13T01:30:00.000Z'
  const ids = { streamId: '00000000-0000-7000-8000-000000000001', requestId: '00000000-0000-4000-8000-000000000002' }
  const fact = {
    ...{ ...ids, stream: 'case' as const, version, type: 'StatementAdded', data, byKind: 'staff', byId: 'a', prev },
    ...{
      occurredAt: moment,
      recordedAt: moment,
      origin: 'human' as const,
      cause: null,
      rule: null,
      schema: 1,
      hashAlg: 'sha256' as const,
    },
  }
  return { ...fact, hash: hashOf(fact) }
}

/** The stream with some facts replaced; undefined takes one away. In the order of versions, as a database gives them. */
function tampered(change: (fact: StoredFact) => StoredFact | undefined, length = 8): StoredFact[] {
  return ordered(streamOf(length).flatMap((fact) => change(fact) ?? []))
}

function ordered(facts: StoredFact[]): StoredFact[] {
  return facts.sort((a, b) => a.version - b.version)
}

const told = (facts: readonly StoredFact[]) =>
  chainFaults(facts).map(({ version, what, detail }) => [version, what, ...(detail ? [detail.was] : [])])

describe('a chain', () => {
  it('that nobody touched has no fault', () => {
    expect(streamOf(8).every(isWhole)).toBe(true)
    expect(chainFaults(streamOf(8))).toEqual([])
    expect(chainFaults(streamOf(1))).toEqual([])
  })

  it.each([1, 4, 8])('names fact %i where its content was changed', (at) => {
    expect(told(tampered((fact) => (fact.version === at ? { ...fact, data: { n: 99 } } : fact)))).toEqual([
      [at, 'changed'],
    ])
    expect(
      told(tampered((fact) => (fact.version === at ? { ...fact, recordedAt: '2020-01-01T00:00:00.000Z' } : fact))),
    ).toEqual([[at, 'changed']])
    expect(told(tampered((fact) => (fact.version === at ? { ...fact, hash: 'f'.repeat(64) } : fact)))).toEqual([
      [at, 'changed'],
    ])
  })

  it.each([1, 4, 7])('names fact %i where it was rewritten with a hash that fits', (at) => {
    expect(told(tampered((fact) => (fact.version === at ? made(at, fact.prev, { n: 99 }) : fact)))).toEqual([
      [at, 'rewritten'],
    ])
    expect(told(tampered((fact) => (fact.version === at ? made(at, 'f'.repeat(64), { n: 99 }) : fact)))).toEqual([
      [at, 'rewritten'],
    ])
  })

  it('names what was deleted, whether the gap was closed or not', () => {
    expect(told(tampered((fact) => (fact.version === 4 ? undefined : fact)))).toEqual([[4, 'missing']])
    expect(told(tampered((fact) => (fact.version < 3 ? undefined : fact)))).toEqual([
      [1, 'missing'],
      [2, 'missing'],
    ])
    const closed = tampered((fact) =>
      fact.version === 4 ? undefined : { ...fact, version: fact.version - (fact.version > 4 ? 1 : 0) },
    )
    expect(told(closed)).toEqual([[4, 'missing']])
  })

  it('names what was inserted and not what made room for it', () => {
    const facts = streamOf(8).map((fact) => (fact.version < 4 ? fact : { ...fact, version: fact.version + 1 }))
    const honest = made(4, facts[2]?.hash ?? '', { n: 99 })
    expect(told(ordered([...facts, honest]))).toEqual([[4, 'inserted']])
    expect(told(ordered([...facts, { ...honest, hash: 'f'.repeat(64) }]))).toEqual([[4, 'inserted']])
    expect(told(ordered([...streamOf(8), made(0, noFactBefore, { n: 99 })]))).toEqual([[0, 'inserted']])
  })

  it('names what stands before the last fact although it claims its place', () => {
    const facts = streamOf(3).map((fact) => (fact.version < 3 ? fact : { ...fact, version: 4 }))
    expect(told(ordered([...facts, made(3, facts[1]?.hash ?? '', { n: 99 })]))).toEqual([[3, 'inserted']])
  })

  it('does not count up to a version that nobody wrote', () => {
    const facts = [...streamOf(3), { ...made(2_000_000_000, 'f'.repeat(64), { n: 99 }), hash: 'e'.repeat(64) }]
    expect(told(facts)).toEqual([[2_000_000_000, 'inserted']])
  })

  it('names what was put behind the end, where it is known', () => {
    const facts = [...streamOf(3), { ...made(4, 'f'.repeat(64), { n: 99 }), hash: 'e'.repeat(64) }]
    expect(chainFaults(facts, 3).map(({ version, what }) => [version, what])).toEqual([[4, 'inserted']])
  })

  it('names what was swapped', () => {
    const swap = (a: number, b: number) =>
      tampered((fact) => ({ ...fact, version: fact.version === a ? b : fact.version === b ? a : fact.version }))
    expect(told(swap(3, 4))).toEqual([
      [3, 'reordered', 4],
      [4, 'reordered', 3],
    ])
    expect(told(swap(2, 7))).toEqual([
      [2, 'reordered', 7],
      [7, 'reordered', 2],
    ])
  })

  it('tells several things apart', () => {
    const facts = tampered((fact) => {
      if (fact.version === 2) return { ...fact, data: { n: 99 } }
      return fact.version === 5 ? undefined : fact
    })
    expect(told(facts)).toEqual([
      [2, 'changed'],
      [5, 'missing'],
    ])
  })
})
