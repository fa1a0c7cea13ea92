import { describe, expect, it } from 'vitest'
import { decideLiability } from '../3-investigation/decide-liability.ts'
import { approve } from '../4-resolution/approve.ts'
import { decideReview } from '../5-feedback/decide-review.ts'
import { complainant, everybody, given, registered, somebody, staff, unit } from '../testing/given.ts'
import type { Actor } from './command.ts'

const principal = '0198c0de-0000-7000-8000-0000000000bb'
const deputy = '0198c0de-0000-7000-8000-0000000000dd'
const secret = { secret: 'So', holder: 'case' } as const
const acting = (own: string[], lent: string[]): Actor => ({
  ...(staff([...own, ...lent], deputy) as Extract<Actor, { kind: 'staff' }>),
  lent: lent.map((post) => ({ post, by: principal })),
  deputyOf: [principal],
})
const proposed = given(
  registered(),
  { type: 'CaseAccepted', conditions: [] },
  { type: 'CaseAssigned', unit, handler: somebody },
  { type: 'InvestigationConcluded', outcome: 'upheld', conclusion: secret },
  { type: 'RemedyProposed', proposal: 1, lines: [{ kind: 'apology', what: secret }], approvers: ['director'] },
)
const accused = proposed.given({ type: 'RespondentNamed', staff: principal })

describe('what is done under a lent post', () => {
  it('says so where no post of one’s own would have done', () => {
    const approved = proposed.when(approve, {}, acting(['specialist'], ['director']))
    expect(approved.facts.find(({ event }) => event.type === 'DelegationUsed')?.event).toEqual({
      type: 'DelegationUsed',
      staff: principal,
      post: 'director',
    })
    const own = proposed.when(approve, {}, acting(['director'], ['specialist']))
    expect(own.facts.some(({ event }) => event.type === 'DelegationUsed')).toBe(false)
    expect(proposed.when(approve, {}, everybody).facts.some(({ event }) => event.type === 'DelegationUsed')).toBe(false)
  })

  it('is no approval, no finding of liability and no review where a respondent lent it', () => {
    const all = acting(['director', 'supervisor'], ['unit-head'])
    accused.when(approve, {}, all).thenRefused('wall.deputy')
    accused.when(decideLiability, { unit, share: 10, reason: 'So' }, all).thenRefused('wall.deputy')
    accused
      .given({ type: 'RemedyApproved', proposal: 1, post: 'director' })
      .given({ type: 'RemedyExecuted', proposal: 1, executedAt: '2026-01-05T02:00:00.000Z', effect: secret })
      .given({ type: 'ReviewRequested', kind: 'review', party: 'p1', reason: secret })
      .when(decideReview, { granted: true, reason: 'So' }, all)
      .thenRefused('wall.deputy')
    expect(accused.possible(all)).not.toContain('clear-respondent')
    expect(accused.possible(complainant)).not.toContain('approve')
    expect(accused.possible({ ...all, deputyOf: [somebody] } as Actor)).toContain('approve')
  })
})
