import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { acknowledge } from '../../core/1-intake/acknowledge.ts'
import { refuseCase } from '../../core/1-intake/refuse-case.ts'
import { register } from '../../core/1-intake/register.ts'
import { assign } from '../../core/2-triage/assign.ts'
import { classify } from '../../core/2-triage/classify.ts'
import { conclude } from '../../core/3-investigation/conclude.ts'
import { receiveInformation } from '../../core/3-investigation/receive-information.ts'
import { recordFinding } from '../../core/3-investigation/record-finding.ts'
import { requestInformation } from '../../core/3-investigation/request-information.ts'
import { approve } from '../../core/4-resolution/approve.ts'
import { execute } from '../../core/4-resolution/execute.ts'
import { propose } from '../../core/4-resolution/propose.ts'
import { answer } from '../../core/5-feedback/answer.ts'
import { callBack } from '../../core/5-feedback/call-back.ts'
import { recordAnswer } from '../../core/5-feedback/record-answer.ts'
import { survey } from '../../core/5-feedback/survey.ts'
import { archive } from '../../core/6-archive/archive.ts'
import { close } from '../../core/6-archive/close.ts'
import type { CaseEvent } from '../../core/case/events.ts'
import { complainant, given, registered, somebody, staff, unit } from '../../core/testing/given.ts'
import { clock } from '../../core/testing/office.ts'
import { loadPacks } from './load-packs.ts'

const bank = (await loadPacks(join(import.meta.dirname, '../../policy-packs'))).find(({ id }) => id === 'bank')!

const [agent, specialist, supervisor] = [staff('agent'), staff('specialist', somebody), staff('supervisor')]
const conditions = Object.keys(bank.content.intake.conditions)
const told = { channel: 'phone', text: 'We have it and look into it.' }
const money = (minor: number) => ({
  lines: [{ kind: 'compensation' as const, what: 'The fee, back', amount: { minor, currency: 'CNY' as const } }],
})
const concluded: CaseEvent = {
  type: 'InvestigationConcluded',
  outcome: 'upheld',
  conclusion: { secret: 'So', holder: 'case' },
}
const assigned: CaseEvent[] = [
  { type: 'CaseAccepted', conditions: [] },
  { type: 'CaseAssigned', unit, handler: somebody },
]

describe('the life of one complaint at the bank', () => {
  it('keeps every limit from the phone call to the archive', () => {
    const story = given()
      .under(bank)
      .at('2026-02-13 16:30')
      .when(
        register,
        {
          channel: 'phone',
          unit,
          title: 'Charged twice',
          content: 'A fee was taken twice.',
          name: 'Li Lei',
          phone: '13800000000',
          request: 'The fee back',
        },
        agent,
      )
      .at('2026-02-13 16:40')
      .when(accept, { conditions }, agent)
      .thenEvents('CaseAccepted', 'ObligationMet')
      .when(classify, { axes: { routing: 'refund' } }, agent)
      .when(acknowledge, told, agent)
      .thenEvents('ComplaintAcknowledged', 'ObligationMet')
      .when(assign, { handler: somebody }, supervisor)
      .at('2026-02-14 09:30')
      .when(requestInformation, { from: 'complainant', what: 'The statement of account' }, specialist)
      .thenEvents('InformationRequested', 'ObligationPaused', 'ObligationPaused')
      .at('2026-02-24 09:00')
      .when(receiveInformation, { from: 'complainant', text: 'Here it is' }, specialist)
      .thenEvents('InformationReceived', 'ObligationResumed', 'ObligationResumed')
      .at('2026-02-24 11:00')
      .when(recordFinding, { method: 'technical', bears: 'confirmed', text: 'Booked twice' }, specialist)
      .when(conclude, { outcome: 'upheld', conclusion: 'The fee was booked twice' }, specialist)
      .thenEvents('InvestigationConcluded', 'ObligationMet')
      .when(propose, money(120_000), specialist)
      .thenEvents('RemedyProposed', 'ObligationMet')
      .when(approve, {}, staff('specialist', 'another'))
      .thenRefused('resolution.beyond-authority', { posts: ['supervisor', 'director'] })
      .when(approve, {}, supervisor)
      .thenEvents('RemedyApproved', 'ObligationStarted')
      .at('2026-02-25 10:00')
      .when(execute, { effect: 'Credited' }, specialist)
      .thenEvents('RemedyExecuted', 'ObligationMet')
      .when(
        answer,
        {
          channel: 'phone',
          text: 'The fee is back on the account.',
          cause: 'A retry was booked as a second fee',
          solved: true,
        },
        specialist,
      )
      .thenEvents('ComplaintAnswered', 'ObligationStarted', 'ObligationMet')
      .when(recordAnswer, { response: 'accepted', channel: 'phone' }, complainant)
      .at('2026-03-02 10:00')
      .when(callBack, { channel: 'phone', reached: true, satisfied: true, text: 'Content' }, agent)
      .thenEvents('CalledBack', 'ObligationMet')
      .when(survey, { channel: 'phone', scores: { attitude: 9, efficiency: 8, effect: 10 } }, agent)
      .when(close, { result: 'resolved', summary: 'Fee returned' }, specialist)
      .when(archive, {}, specialist)
      .thenState(({ status, retainUntil }) => expect([status, retainUntil]).toEqual(['archived', '2029-03-02']))
    expect(
      Object.fromEntries(story.state.obligations.map(({ duty, status, due }) => [duty, `${status} ${due}`])),
    ).toEqual({
      register: `met ${clock('2026-02-13 18:30')}`,
      'first-response': `met ${clock('2026-02-14 16:30')}`,
      investigate: `met ${clock('2026-02-24 16:00')}`,
      plan: `met ${clock('2026-02-25 16:00')}`,
      // Three working days do not wait for the customer; the Saturday made up for counts, the break does not.
      solve: `met ${clock('2026-02-25 18:00')}`,
      execute: `met ${clock('2026-02-27 18:00')}`,
      'call-back': `met ${clock('2026-03-04 18:00')}`,
    })
  })
})

describe('limits of the bank document', () => {
  it.each([
    ['register', '2 h', '3.1'],
    ['investigate', '24 h', '3.1'],
    ['plan', '48 h', '3.1'],
    ['execute', '3 working days', '3.1'],
    ['call-back', '7 days', '3.1'],
    ['first-response', '24 h', '1.2'],
    ['solve', '3 working days', '1.2'],
  ])('%s: %s by clause %s', (duty, allow, clause) => {
    expect(bank.content.obligations[duty]).toMatchObject({ allow: { '2020-01-01': allow }, source: { clause } })
  })

  it('wants 90 % answered in 24 hours, 70 % solved in three working days and 95 % in the end', () => {
    expect(Object.values(bank.content.targets).map((target) => 'at_least' in target && target.at_least)).toEqual([
      90, 70, 95,
    ])
  })

  it('a refusal in time is a registration in time', () => {
    const refused = given(registered())
      .under(bank)
      .when(refuseCase, { condition: 'own-business', reason: 'Another bank' }, agent)
    expect(refused.duty('register')).toMatchObject({ status: 'met' })
    expect(refused.duty('investigate')).toMatchObject({ status: 'cancelled' })
  })

  it('an answer that solves nothing is not the solution', () => {
    const story = given(registered(), ...assigned)
      .under(bank)
      .when(answer, { channel: 'phone', text: 'We cannot.', solved: false }, specialist)
    expect([story.duty('solve')?.status, story.duty('first-response')?.status]).toEqual(['running', 'met'])
  })

  it('waiting for an own branch is the bank’s own time', () => {
    given(registered(), ...assigned)
      .under(bank)
      .when(requestInformation, { from: 'unit', what: 'The camera' }, specialist)
      .thenEvents('InformationRequested')
  })

  it('a group of five is urgent', () => {
    expect(given(registered({ groupSize: 5 })).under(bank).state.regimes[0]?.grade).toBe('urgent')
    expect(given(registered({ groupSize: 4 })).under(bank).state.regimes[0]?.grade).toBe('general')
  })
})

describe('money tiers of the bank', () => {
  it.each([
    [99_999, 'specialist', true],
    [100_000, 'specialist', false],
    [100_000, 'supervisor', true],
    [999_999, 'supervisor', true],
    [1_000_000, 'supervisor', false],
    [1_000_000, 'director', true],
  ])('%i fen by the %s: %s', (minor, post, allowed) => {
    const proposed = given(registered(), ...assigned, concluded)
      .under(bank)
      .when(propose, money(minor), specialist)
    const story = proposed.when(approve, {}, staff(post, 'another'))
    if (allowed) story.thenEvents('RemedyApproved', 'ObligationStarted')
    else story.thenRefused('resolution.beyond-authority')
    proposed.when(approve, {}, specialist).thenRefused('resolution.own-proposal')
  })
})
