import { describe, expect, it } from 'vitest'
import { colleague, everybody, given, registered } from '../testing/given.ts'
import { addEvidence } from './add-evidence.ts'
import { disposeEvidence } from './dispose-evidence.ts'
import { takeOverEvidence } from './take-over-evidence.ts'

const triaged = () => given(registered(), { type: 'CaseAccepted', conditions: [] })
const upload = '0198c0de-0000-7000-8000-00000000f11e'
const photograph = { id: upload, size: 12, hash: 'b'.repeat(64), type: 'image/jpeg', name: 'tank.jpg' }
const seen = { kind: 'electronic', content: 'Water in the tank', source: 'The complainant' } as const
const bottle = { kind: 'physical', content: 'A sample', source: 'Nozzle 3', place: 'Safe 1' } as const
const received = { evidence: 1, place: 'Laboratory', condition: 'Full', sealIntact: true }

describe('evidence', () => {
  it('is numbered, and the same bytes are kept once', () => {
    const again = { ...photograph, id: '0198c0de-0000-7000-8000-00000000f22e', name: 'copy.jpg' }
    triaged()
      .uploaded(photograph)
      .when(addEvidence, { ...seen, upload })
      .thenEvents('EvidenceAdded')
      .uploaded(again)
      .when(addEvidence, { ...seen, upload: again.id })
      .thenState(({ evidence }) =>
        expect(evidence.map(({ number, file }) => [number, file?.id])).toEqual([
          [1, upload],
          [2, upload],
        ]),
      )
  })

  it('is not taken with a file that never arrived, nor from tomorrow', () => {
    triaged()
      .when(addEvidence, { ...seen, upload })
      .thenRefused('evidence.no-such-upload')
    triaged()
      .when(addEvidence, { ...seen, collectedAt: '2030-01-01T00:00:00.000Z' })
      .thenRefused('evidence.collected-in-future')
  })

  it('has a place, a seal and a last day where it is a thing, and only there', () => {
    triaged()
      .when(addEvidence, { ...bottle, place: undefined })
      .thenRefused('evidence.thing-needs-place')
    triaged()
      .when(addEvidence, { ...seen, seal: 'A-17' })
      .thenRefused('evidence.not-a-thing')
  })
})

describe('custody of a thing', () => {
  const sampled = () => triaged().when(addEvidence, { ...bottle, keepUntil: '2026-01-10' })

  it('passes to whoever takes it over and signs', () => {
    sampled()
      .when(takeOverEvidence, received, colleague)
      .thenState(({ evidence }) => expect(evidence[0]?.custodian).toBe(colleague.id))
    sampled().unsigned().when(takeOverEvidence, received, colleague).thenRefused('case.not-signed')
  })

  it('is not taken over from oneself, and is offered to others alone', () => {
    sampled().when(takeOverEvidence, received, everybody).thenRefused('evidence.nothing-to-take-over')
    const two = sampled().when(addEvidence, bottle, colleague)
    two.when(takeOverEvidence, received, everybody).thenRefused('evidence.held-already')
    two.when(takeOverEvidence, { ...received, evidence: 3 }).thenRefused('evidence.unknown')
    expect(triaged().possible()).not.toContain('take-over-evidence')
  })

  it('ends by whoever has it, before its day only with a reason', () => {
    const returned = { evidence: 1, how: 'returned', recipient: 'The complainant' } as const
    const held = sampled()
    held.when(disposeEvidence, returned, colleague).thenRefused('evidence.nothing-in-custody')
    held.when(disposeEvidence, returned).thenRefused('evidence.kept-until', { keepUntil: '2026-01-10' })
    held.when(disposeEvidence, { ...returned, reason: 'Tested' }).thenEvents('EvidenceDisposed')
    held.at('2026-01-10 23:59').when(disposeEvidence, returned).thenRefused('evidence.kept-until')
    const gone = held.at('2026-01-11 00:00').when(disposeEvidence, returned)
    gone.thenState(({ evidence }) => expect(evidence[0]?.disposed).toBe('returned'))
    gone.when(addEvidence, bottle, colleague).when(takeOverEvidence, received).thenRefused('evidence.disposed-already')
  })

  it('names who gets it, and rests while the case is held', () => {
    const late = sampled().at('2026-02-01 09:00')
    late.when(disposeEvidence, { evidence: 1, how: 'passed-on' }).thenRefused('evidence.needs-recipient')
    late
      .given({ type: 'HoldPlaced', reason: { secret: 'A lawsuit', holder: 'case' } })
      .when(disposeEvidence, { evidence: 1, how: 'destroyed' })
      .thenRefused('evidence.on-hold')
  })
})
