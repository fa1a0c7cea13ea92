import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../core/shared/canonical.ts'
import { hashOf, type StoredFact, textOf } from './envelope.ts'

const word = fc.string({ unit: 'binary' })
const data = fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.array(word)))
const fact: fc.Arbitrary<StoredFact> = fc.record({
  streamId: fc.uuid(),
  stream: fc.constantFrom('case', 'organisation'),
  version: fc.nat(),
  type: word,
  data,
  byKind: word,
  byId: word,
  occurredAt: word,
  recordedAt: word,
  origin: fc.constantFrom('human', 'rule', 'time', 'import'),
  cause: fc.option(word),
  rule: fc.option(word),
  requestId: fc.uuid(),
  schema: fc.nat(),
  hashAlg: fc.constant('sha256'),
  prev: word,
  hash: word,
})

describe('the text of a fact', () => {
  it('is the canonical form of all of it but its hash', () => {
    fc.assert(
      fc.property(fact, ({ hash: _, ...hashed }) => {
        expect(textOf(hashed)).toBe(canonical(hashed))
      }),
    )
  })

  it('gives the hash that it always gave', () => {
    expect(hashOf(known)).toBe('183b5ea25713ac13c145aff83cc2944daacfb779f7ebbf744de0923c1bc7624b')
  })
})

const known = {
  streamId: '01a20144-15df-769f-8aa0-cf7bf563d5e6',
  requestId: 'e03136eb-f71d-4cb6-a568-cdf6545b23fb',
  stream: 'case',
  version: 2,
  type: 'CaseAccepted',
  data: { conditions: ['in-scope', '内容明确'], b: { y: 1, x: null } },
  byKind: 'staff',
  byId: '0',
  occurredAt: '2026-02-13T01:30:00.000Z',
  recordedAt: '2026-02-13T01:30:00.001Z',
  origin: 'human',
  cause: null,
  rule: null,
  schema: 1,
  hashAlg: 'sha256',
  prev: '0'.repeat(64),
} as const
