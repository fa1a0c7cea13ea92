import { describe, expect, it } from 'vitest'
import { given, registered, somebody, unit } from '../testing/given.ts'
import { clock } from '../testing/office.ts'
import { conclude } from './conclude.ts'
import { contact } from './contact.ts'
import { decideLiability } from './decide-liability.ts'
import { plan } from './plan.ts'
import { receiveInformation } from './receive-information.ts'
import { recordFinding } from './record-finding.ts'
import { requestInformation } from './request-information.ts'

const assigned = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const finding = { method: 'technical', bears: 'confirmed', text: 'The log shows it' } as const
const conclusion = { outcome: 'upheld', conclusion: 'The machine failed' } as const

describe('an investigation', () => {
  it('is planned, finds, and concludes into the solution', () => {
    assigned()
      .when(plan, { questions: ['Did the machine fail?'], methods: ['technical'] })
      .thenEvents('InvestigationPlanned')
      .when(contact, { channel: 'phone', reached: false, text: 'No answer' })
      .when(recordFinding, finding)
      .when(conclude, conclusion)
      .thenEvents('InvestigationConcluded', 'ObligationMet')
      .thenState((state) => expect(state).toMatchObject({ stage: 'resolution', outcome: 'upheld' }))
  })

  it('does not conclude without a finding', () => {
    assigned().when(conclude, conclusion).thenRefused('investigation.no-finding-yet')
  })

  it('finds a unit liable that is one', () => {
    const liable = { share: 100, reason: 'Their machine' }
    assigned()
      .when(decideLiability, { unit, ...liable })
      .thenEvents('LiabilityDecided')
    assigned()
      .when(decideLiability, { unit: '0198c0de-0000-7000-8000-00000000dead', ...liable })
      .thenRefused('organisation.no-such-unit')
  })
})

describe('asking for information', () => {
  const ask = { from: 'complainant', what: 'The receipt' } as const

  it('is asked once of each, and taken from whom it was asked', () => {
    const asked = assigned().when(requestInformation, ask)
    asked.when(requestInformation, ask).thenRefused('investigation.asked-already')
    asked
      .when(receiveInformation, { from: 'unit', text: 'Here' })
      .thenRefused('investigation.not-asked', { from: 'unit' })
    asked
      .when(receiveInformation, { from: 'complainant', text: 'Here' })
      .thenState(({ awaiting }) => expect(awaiting).toEqual([]))
    assigned().when(receiveInformation, { from: 'unit', text: 'Here' }).thenRefused('investigation.nothing-asked')
  })

  it('gives a day that is still to come', () => {
    assigned()
      .when(requestInformation, { ...ask, until: clock('2026-01-05 09:00') })
      .thenRefused('investigation.until-in-past')
    assigned()
      .when(requestInformation, { ...ask, until: clock('2026-01-05 09:01') })
      .thenEvents('InformationRequested', 'ObligationPaused')
  })
})
