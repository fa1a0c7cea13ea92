import { describe, expect, it } from 'vitest'
import { given, otherUnit, registered, somebody, unit } from '../testing/given.ts'
import { clock } from '../testing/office.ts'
import { askStatement } from './ask-statement.ts'
import { conclude } from './conclude.ts'
import { contact } from './contact.ts'
import { decideLiability } from './decide-liability.ts'
import { giveStatement } from './give-statement.ts'
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

describe('liability', () => {
  const accused = '0198c0de-0000-7000-8000-0000000000bb'
  const named = () => assigned().given({ type: 'RespondentNamed', staff: accused })
  const liable = (share: number) => ({ unit, share, reason: 'Their machine' })

  it('is divided among several, never above the whole; a share is replaced', () => {
    const both = assigned()
      .when(decideLiability, liable(70))
      .when(decideLiability, { ...liable(30), unit: otherUnit, person: 'A supplier' })
    both.thenState(({ liability }) =>
      expect(liability).toEqual([
        { line: 1, unit, share: 70 },
        { line: 2, unit: otherUnit, share: 30 },
      ]),
    )
    both.when(decideLiability, liable(1)).thenRefused('investigation.over-hundred', { left: 0 })
    both.when(decideLiability, { ...liable(71), line: 1 }).thenRefused('investigation.over-hundred', { left: 70 })
    both.when(decideLiability, { ...liable(5), line: 3 }).thenRefused('investigation.no-such-share')
    both
      .when(decideLiability, { ...liable(0), line: 1 })
      .thenState(({ liability }) => expect(liability.map(({ share }) => share)).toEqual([30, 0]))
  })

  it('is found in nobody of the staff who was not named, nor unheard without a reason', () => {
    assigned()
      .when(decideLiability, { ...liable(50), staff: accused })
      .thenRefused('wall.not-named')
    named()
      .when(decideLiability, { ...liable(50), staff: accused })
      .thenRefused('investigation.unheard')
    named()
      .when(decideLiability, { ...liable(50), staff: accused, unheard: 'On leave' })
      .thenEvents('LiabilityDecided')
    named()
      .when(askStatement, { staff: accused, question: 'What happened?', until: '2026-01-06' })
      .when(decideLiability, { ...liable(50), staff: accused })
      .thenEvents('LiabilityDecided')
    named()
      .when(decideLiability, { ...liable(50), staff: accused, person: 'Somebody', unheard: 'On leave' })
      .thenRefused('investigation.one-person')
  })

  it('hears a respondent once to each question, whatever became of the case since', () => {
    const ask = { staff: accused, question: 'What happened?', until: '2026-01-05' }
    assigned().when(askStatement, ask).thenRefused('wall.nobody-named')
    named()
      .when(askStatement, { ...ask, staff: somebody })
      .thenRefused('wall.not-named')
    named()
      .when(askStatement, { ...ask, until: '2026-01-04' })
      .thenRefused('investigation.until-in-past')
    const asked = named().when(askStatement, ask)
    asked.when(askStatement, ask).thenRefused('wall.asked-already')
    const withdrawn = asked.given({ type: 'CaseWithdrawn', party: 'p1' })
    const own = { kind: 'respondent', id: accused, ordinal: 1 } as const
    withdrawn
      .when(giveStatement, { text: 'I was not there' }, { ...own, id: somebody })
      .thenRefused('statement.unknown')
    withdrawn.when(giveStatement, { text: 'I was not there' }, { ...own, ordinal: 2 }).thenRefused('statement.unknown')
    withdrawn
      .when(giveStatement, { text: 'I was not there' }, own)
      .thenEvents('StatementGiven')
      .when(giveStatement, { text: 'Or was I' }, own)
      .thenRefused('statement.given-already')
    expect(asked.possible(own)).toEqual([])
  })
})
