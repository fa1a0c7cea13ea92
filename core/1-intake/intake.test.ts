import { describe, expect, it } from 'vitest'
import { complainant, given, importer, otherUnit, registered, staff, unit } from '../testing/given.ts'
import { clock } from '../testing/office.ts'
import { accept } from './accept.ts'
import { acknowledge } from './acknowledge.ts'
import { addParty } from './add-party.ts'
import { addStatement } from './add-statement.ts'
import { forward } from './forward.ts'
import { refuseCase } from './refuse-case.ts'
import { register } from './register.ts'
import { supplement } from './supplement.ts'
import { withdraw } from './withdraw.ts'

const complaint = { channel: 'phone', unit, title: 'Card kept', content: 'The machine kept my card.' }
const both = ['clear', 'in-scope']
const told = { channel: 'phone', text: 'We have it.' }
const accepted = () => given(registered(), { type: 'CaseAccepted', conditions: both })

describe('register', () => {
  it('opens the case, proposes a grade and starts the clocks', () => {
    given()
      .when(register, complaint)
      .thenEvents('CaseRegistered', 'CaseGraded', 'ObligationStarted', 'ObligationStarted', 'ObligationStarted')
      .thenState((state) =>
        expect(state).toMatchObject({
          exists: true,
          stage: 'intake',
          channel: 'phone',
          regimes: [{ grade: 'normal' }],
        }),
      )
  })

  it('names what is missing and keeps nobody out for it', () => {
    given()
      .when(register, { ...complaint, name: 'Li Lei', email: 'li@example.org' })
      .thenState(({ missing }) => expect(missing).toEqual(['request']))
  })

  it('accepts in the same step where every condition holds', () => {
    given()
      .when(register, { ...complaint, accept: both })
      .thenState(({ stage }) => expect(stage).toBe('triage'))
    given()
      .when(register, { ...complaint, accept: ['clear'] })
      .thenRefused('intake.conditions-not-met', { conditions: ['in-scope'] })
  })

  it('counts from the receipt a clerk names, and from now where the complainant files', () => {
    const submittedAt = clock('2026-01-04 20:00')
    given()
      .when(register, { ...complaint, submittedAt })
      .thenState((state) => expect(state.submittedAt).toBe(submittedAt))
    given()
      .when(register, { ...complaint, submittedAt }, complainant)
      .thenState((state) => expect(state.submittedAt).toBe(clock('2026-01-05 09:00')))
  })

  it('lays what the complainant says under the complainant’s own key', () => {
    const more = { name: 'Li Lei', respondent: 'The clerk at desk 3', reference: '银监转〔2026〕7号' }
    const { facts } = given().when(register, { ...complaint, ...more })
    expect(facts[0]?.event).toMatchObject({
      content: { secret: complaint.content, holder: 'party:p1' },
      party: { name: { secret: 'Li Lei', holder: 'party:p1' } },
      respondent: { secret: 'The clerk at desk 3', holder: 'case' },
      reference: { secret: '银监转〔2026〕7号', holder: 'party:p1' },
    })
  })

  it.each([
    ['intake.no-such-channel', { channel: 'pigeon' }],
    ['organisation.no-such-unit', { unit: '0198c0de-0000-7000-8000-00000000dead' }],
    ['intake.submitted-in-future', { submittedAt: clock('2026-01-05 09:00:00.001') }],
    ['intake.happened-in-future', { happenedAt: clock('2026-01-06 09:00') }],
  ])('is refused: %s', (code, wrong) => {
    given()
      .when(register, { ...complaint, ...wrong })
      .thenRefused(code)
      .thenEvents()
  })

  it('is for those who hold the authority, and for a case that is not there yet', () => {
    given().when(register, complaint, staff('auditor')).thenRefused('case.no-authority', { authority: 'may-register' })
    given(registered()).when(register, complaint).thenRefused('case.exists-already')
  })
})

describe('register, with more than the authority to register', () => {
  it('does not accept, and says nothing of what an old record holds', () => {
    given()
      .when(register, { ...complaint, accept: both }, complainant)
      .thenRefused('case.no-authority', { authority: 'may-accept' })
    given()
      .when(register, { ...complaint, accept: both }, staff('clerk'))
      .thenRefused('case.no-authority')
    given()
      .when(register, { ...complaint, recordedSteps: ['CaseRegistered'] })
      .thenRefused('intake.steps-of-imports-only')
    given()
      .when(register, { ...complaint, recordedSteps: ['CaseRegistered'] }, importer, 'import')
      .thenEvents('CaseRegistered', 'CaseGraded', 'ObligationUnknown', 'ObligationUnknown', 'ObligationUnknown')
  })
})

describe('accept and refuse', () => {
  it('accept wants every condition', () => {
    given(registered())
      .when(accept, { conditions: ['clear'] })
      .thenRefused('intake.conditions-not-met', { conditions: ['in-scope'] })
    given(registered())
      .when(accept, { conditions: both })
      .thenEvents('CaseAccepted')
      .when(accept, { conditions: both })
      .thenRefused('case.wrong-stage')
  })

  it('refuse names a condition of the pack and ends the case', () => {
    given(registered()).when(refuseCase, { condition: 'mood', reason: 'No' }).thenRefused('intake.no-such-condition')
    given(registered())
      .when(refuseCase, { condition: 'clear', reason: 'Nothing to act on' })
      .thenState(({ status, stage }) => expect([status, stage]).toEqual(['refused', 'archive']))
      .when(accept, { conditions: both })
      .thenRefused('case.wrong-status')
  })
})

describe('what is added later', () => {
  it('supplement crosses off what was missing', () => {
    given(registered({ missing: ['name', 'contact', 'request'] }))
      .when(supplement, { phone: '13800000000', request: 'My card back' }, complainant)
      .thenState(({ missing }) => expect(missing).toEqual(['name']))
      .when(supplement, {})
      .thenRefused('intake.nothing-supplemented')
  })

  it('a party gets its own number and its own key', () => {
    const { facts, state } = accepted().when(addParty, { role: 'witness', name: 'Han Meimei' })
    expect(state.parties).toEqual(['p1', 'p2'])
    expect(facts.at(-1)?.event).toMatchObject({
      party: { id: 'p2', name: { secret: 'Han Meimei', holder: 'party:p2' } },
    })
    accepted()
      .when(addParty, { role: 'witness', name: 'Han Meimei' }, complainant)
      .thenRefused('case.not-for-complainant')
  })

  it('the complainant may add to the own case, word for word', () => {
    const { facts } = accepted().when(addStatement, { text: 'It happened again.' }, complainant)
    expect(facts.at(-1)).toMatchObject({
      by: 'portal',
      event: { text: { secret: 'It happened again.', holder: 'party:p1' } },
    })
  })
})

describe('acknowledge, forward, withdraw', () => {
  it('acknowledges once', () => {
    given(registered())
      .when(acknowledge, told)
      .thenEvents('ComplaintAcknowledged', 'ObligationMet')
      .when(acknowledge, told)
      .thenRefused('intake.acknowledged-already')
  })

  it('forwards to another unit, back to triage, while the clocks go on', () => {
    const before = accepted().given({ type: 'CaseAssigned', unit, handler: 'somebody' })
    const story = before.when(forward, { unit: otherUnit, reason: 'Their counter' }).thenEvents('CaseForwarded')
    expect(story.state).toMatchObject({
      unit: otherUnit,
      handler: undefined,
      stage: 'triage',
      obligations: before.state.obligations,
    })
    before.when(forward, { unit, reason: 'Ours' }).thenRefused('intake.forwarded-to-itself')
    before
      .when(forward, { unit: '0198c0de-0000-7000-8000-00000000dead', reason: 'Theirs' })
      .thenRefused('organisation.no-such-unit')
  })

  it('ends with the complainant’s word, and owes nothing more', () => {
    const { state } = accepted().when(withdraw, {}, complainant)
    expect(state).toMatchObject({ status: 'withdrawn' })
    expect(state.obligations.every(({ status }) => status === 'cancelled')).toBe(true)
  })
})
