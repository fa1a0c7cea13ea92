import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '../case/events.ts'
import { colleague, everybody, given, nobody, registered, somebody, staff, unit } from '../testing/given.ts'
import { approve } from './approve.ts'
import { declareCrisis } from './declare-crisis.ts'
import { endCrisis } from './end-crisis.ts'
import { execute } from './execute.ts'
import { fileCrisisReport } from './file-crisis-report.ts'
import { propose } from './propose.ts'

const concluded: CaseEvent = {
  type: 'InvestigationConcluded',
  outcome: 'upheld',
  conclusion: { secret: 'So', holder: 'case' },
}
const million = {
  lines: [
    { kind: 'compensation' as const, amount: { minor: 1_000_000_00, currency: 'CNY' as const }, what: 'At once' },
  ],
}
const members = [everybody.id, colleague.id]
/** As members of the team they hold no post that approves or carries out. */
const one = staff('auditor', everybody.id)
const other = staff('auditor', colleague.id)
const leader = staff('supervisor', 'leader')
const declared = { members, reason: 'A branch is on fire' }
const resolving = () =>
  given(
    registered(),
    { type: 'CaseAccepted', conditions: [] },
    { type: 'CaseAssigned', unit, handler: somebody },
    concluded,
  )
const inCrisis = () =>
  resolving().when(declareCrisis, declared, leader).when(propose, million, staff('specialist', 'proposer'))

describe('a crisis', () => {
  it('lets its team approve and carry out beyond the tiers, and each such act is to be reported', () => {
    const story = inCrisis()
    story.when(approve, {}, one).thenEvents('RemedyApproved', 'CrisisActed', 'ObligationStarted')
    const approved = story.when(approve, {}, one)
    expect(approved.facts.find(({ event }) => event.type === 'RemedyApproved')?.event).toMatchObject({
      post: 'crisis-team',
    })
    approved
      .when(execute, { effect: 'Paid', payment: 'T-1' }, other)
      .thenEvents('RemedyExecuted', 'CrisisActed', 'ObligationStarted')
      .thenState(({ obligations }) =>
        expect(obligations.filter(({ of }) => of === 'act').map(({ round }) => round)).toEqual([1, 2]),
      )
  })

  it('changes nothing for whoever is within the own tier, nor for anybody outside the team', () => {
    const story = inCrisis()
    story.when(approve, {}, staff('director', 'director')).thenEvents('RemedyApproved')
    story.when(approve, {}, staff('supervisor', 'third')).thenRefused('resolution.beyond-authority')
    story.when(endCrisis, { reason: 'Over' }, leader).when(approve, {}, one).thenRefused('case.no-authority')
    resolving()
      .when(declareCrisis, { ...declared, since: '2026-01-06' }, leader)
      .when(propose, million, leader)
      .when(approve, {}, one)
      .thenRefused('case.no-authority')
  })

  it('never lets anybody approve the own proposal, nor put oneself into the team', () => {
    const own = staff(['specialist'], everybody.id)
    resolving()
      .when(declareCrisis, declared, leader)
      .when(propose, million, own)
      .when(approve, {}, own)
      .thenRefused('resolution.own-proposal')
    resolving().when(declareCrisis, declared, staff('supervisor', everybody.id)).thenRefused('crisis.not-oneself')
  })

  it('has a team of people who see the case and are not walled off from it', () => {
    resolving()
      .when(declareCrisis, { ...declared, members: [everybody.id, nobody] }, leader)
      .thenRefused('crisis.member-sees-nothing')
    const named = resolving().given({ type: 'RespondentNamed', staff: colleague.id })
    named.when(declareCrisis, declared, leader).thenRefused('crisis.member-recused')
    inCrisis()
      .given({ type: 'RespondentNamed', staff: colleague.id })
      .when(approve, {}, other)
      .thenRefused('case.unknown')
    inCrisis()
      .given({ type: 'RespondentNamed', staff: somebody })
      .when(approve, {}, { kind: 'staff', id: everybody.id, posts: [], deputyOf: [somebody] })
      .thenRefused('wall.deputy')
  })

  it('owes each report by itself: one in time, one late, and the breach stands before it', () => {
    const acted = inCrisis().when(approve, {}, one).at('2026-01-05 10:00').when(execute, { effect: 'Paid' }, other)
    const first = acted.when(fileCrisisReport, { act: 1, text: 'In detail' }, other)
    first.thenEvents('CrisisReported', 'ObligationMet')
    first.when(fileCrisisReport, { act: 1, text: 'Again' }, one).thenRefused('crisis.reported')
    const late = first.at('2026-01-06 10:01').when(fileCrisisReport, { act: 2, text: 'In detail' }, one)
    const reports = late.facts.flatMap(({ event }) => ('duty' in event && event.duty === 'crisis-report' ? event : []))
    expect(reports.slice(-3).map(({ type, round }) => `${type} ${round}`)).toEqual([
      'ObligationWarned 2',
      'ObligationMissed 2',
      'ObligationMet 2',
    ])
    expect(late.state.obligations.filter(({ of }) => of === 'act').map(({ status }) => status)).toEqual([
      'met',
      'met-late',
    ])
  })
})
