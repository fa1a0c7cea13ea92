import { describe, expect, it } from 'vitest'
import { given, importer, registered } from '../testing/given.ts'
import { recordedAnswer } from './answer.ts'

const reply = { channel: 'web', text: 'The lamp is mended.' }
const imported = (recordedSteps: string[]) => given(registered({ recordedSteps, asIfInForce: true }))

describe('an answer on record', () => {
  it('needs no acceptance where the record could not hold one, and makes none up', () => {
    imported(['CaseRegistered', 'ComplaintAnswered'])
      .when(recordedAnswer, reply, importer, 'import')
      .thenState(({ stage, answered, solved, moments }) => {
        expect([stage, answered, solved]).toEqual(['feedback', true, undefined])
        expect(moments.CaseAccepted).toBeUndefined()
      })
  })

  it('keeps what it says of success', () => {
    imported(['CaseRegistered', 'ComplaintAnswered'])
      .when(recordedAnswer, { ...reply, solved: false }, importer, 'import')
      .thenState(({ solved }) => expect(solved).toBe(false))
  })

  it('waits for the acceptance that its record could hold, and in every case of our own', () => {
    const refused = { command: 'answer', stage: 'intake' }
    imported(['CaseRegistered', 'CaseAccepted', 'ComplaintAnswered'])
      .when(recordedAnswer, reply, importer, 'import')
      .thenRefused('case.wrong-stage', refused)
    given(registered()).when(recordedAnswer, reply, importer, 'import').thenRefused('case.wrong-stage', refused)
  })
})
