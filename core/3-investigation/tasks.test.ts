import { describe, expect, it } from 'vitest'
import type { Actor } from '../case/command.ts'
import { arbiter, colleague, everybody, given, otherUnit, registered, somebody, staff, unit } from '../testing/given.ts'
import { answerTask } from './answer-task.ts'
import { arbitrateTask } from './arbitrate-task.ts'
import { closeTask } from './close-task.ts'
import { conclude } from './conclude.ts'
import { disputeTask } from './dispute-task.ts'
import { mediateTask } from './mediate-task.ts'
import { openTask } from './open-task.ts'
import { recordFinding } from './record-finding.ts'

const handler = staff('specialist', 'handler')
const interfacePerson = colleague.id
const asked = { unit: otherUnit, person: interfacePerson, question: 'Who was at the counter?' }
/** Sees nothing of the case but the task. */
const outside = (id: string, task = 1): Actor => ({ kind: 'concerned', id, task })
const investigating = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: 'handler' })
const opened = () => investigating().when(openTask, asked, handler)
const text = { text: 'So' }
const statuses = (story: ReturnType<typeof opened>) =>
  story.state.obligations.filter(({ of }) => of === 'task').map(({ round, status }) => `${round} ${status}`)

describe('a task of another department', () => {
  it('is answered by its interface person, within a limit of its own', () => {
    const story = opened().when(openTask, { ...asked, person: somebody }, handler)
    expect(statuses(story)).toEqual(['1 running', '2 running'])
    story.when(answerTask, { task: 1, ...text }, handler).thenRefused('task.nothing-asked')
    const answered = story.when(answerTask, { task: 1, ...text }, outside(interfacePerson))
    answered.thenEvents('TaskAnswered', 'ObligationMet')
    expect(statuses(answered)).toEqual(['1 met', '2 running'])
    const late = answered.at('2026-01-05 13:01').when(answerTask, { task: 2, ...text }, outside(somebody, 2))
    expect(statuses(late)).toEqual(['1 met', '2 met-late'])
  })

  it('shows an outsider one task and lets that person do nothing else', () => {
    const story = opened().when(openTask, asked, handler)
    story.when(answerTask, { task: 1, ...text }, outside(somebody)).thenRefused('case.unknown')
    story.when(answerTask, { task: 2, ...text }, outside(interfacePerson, 1)).thenRefused('task.not-yours')
    const first = story.when(answerTask, { task: 1, ...text }, outside(interfacePerson, 1))
    expect(first.possible(outside(interfacePerson, 1))).toEqual(['dispute-task'])
    expect(story.possible(outside(interfacePerson))).toEqual(['answer-task', 'dispute-task'])
    story
      .given({ type: 'RespondentNamed', staff: interfacePerson })
      .when(answerTask, { task: 1, ...text }, outside(interfacePerson))
      .thenRefused('case.unknown')
  })

  it('goes to mediation and then to arbitration where the departments disagree, each by somebody who is no side', () => {
    const disputed = opened().when(disputeTask, { task: 1, reason: 'Not ours' }, outside(interfacePerson))
    disputed.thenEvents('TaskDisputed', 'ObligationCancelled')
    expect(disputed.state.tasks[0]).toMatchObject({ status: 'in-mediation', mediator: somebody })
    disputed.when(closeTask, { task: 1, reason: 'Enough' }, handler).thenRefused('task.nothing-to-close')
    disputed
      .when(mediateTask, { task: 1, agreed: true, ...text }, staff('supervisor', 'handler'))
      .thenRefused('task.own-dispute')
    disputed
      .when(mediateTask, { task: 1, agreed: true, ...text }, outside(somebody))
      .thenState(({ tasks }) => expect(tasks[0]?.status).toBe('agreed'))
    const sent = disputed.when(mediateTask, { task: 1, agreed: false, ...text }, outside(somebody))
    sent.thenEvents('TaskMediated', 'ArbitrationAsked')
    expect(sent.state.tasks[0]).toMatchObject({ status: 'in-arbitration', arbitrator: arbiter })
    sent.when(arbitrateTask, { task: 1, ...text }, staff('auditor', somebody)).thenRefused('task.mediated-before')
    sent
      .when(arbitrateTask, { task: 1, ...text }, outside(arbiter))
      .when(closeTask, { task: 1 }, handler)
      .thenState(({ tasks }) => expect(tasks[0]?.status).toBe('closed'))
  })

  it('holds the conclusion up unless somebody says why not', () => {
    const found = opened().when(recordFinding, { method: 'direct', bears: 'confirmed', text: 'So' }, handler)
    const outcome = { outcome: 'upheld' as const, conclusion: 'So' }
    found.when(conclude, outcome, handler).thenRefused('task.still-open', { tasks: 1 })
    found
      .when(conclude, { ...outcome, openTasks: 'It changes nothing' }, handler)
      .thenEvents('InvestigationConcluded', 'ObligationMet')
    found.when(closeTask, { task: 1 }, handler).thenRefused('task.unanswered-needs-reason')
    found
      .when(closeTask, { task: 1, reason: 'Found out otherwise' }, handler)
      .when(conclude, outcome, handler)
      .thenEvents('InvestigationConcluded', 'ObligationMet')
  })

  it('is never for oneself, nor for somebody whom the case is walled off from', () => {
    investigating()
      .when(openTask, { ...asked, person: everybody.id }, everybody)
      .thenRefused('task.not-oneself')
    investigating()
      .given({ type: 'RecusalDeclared', staff: interfacePerson, by: 'order', reason: { secret: 'So', holder: 'case' } })
      .when(openTask, asked, handler)
      .thenRefused('task.person-recused')
  })
})
