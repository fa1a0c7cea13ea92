import { describe, expect, it } from 'vitest'
import type { CaseEvent } from '../case/events.ts'
import { colleague, complainant, given, registered, somebody, unit } from '../testing/given.ts'
import { clock } from '../testing/office.ts'
import { answer } from './answer.ts'
import { askReview } from './ask-review.ts'
import { callBack } from './call-back.ts'
import { decideReview } from './decide-review.ts'
import { inform } from './inform.ts'
import { recordAnswer } from './record-answer.ts'
import { survey } from './survey.ts'

const secret = { secret: 'So', holder: 'case' } as const
const proposed: CaseEvent = {
  type: 'RemedyProposed',
  proposal: 1,
  lines: [{ kind: 'apology', what: secret }],
  approvers: ['director'],
}
const assigned = () =>
  given(registered(), { type: 'CaseAccepted', conditions: [] }, { type: 'CaseAssigned', unit, handler: somebody })
const reply = { channel: 'phone', text: 'It was our mistake.', solved: true }
const answered = () => assigned().when(answer, reply)
const scores = { attitude: 9, effect: 7 }

describe('answer', () => {
  it('waits for a remedy that is still to be approved or carried out', () => {
    assigned().given(proposed).when(answer, reply).thenRefused('feedback.remedy-not-decided')
    assigned()
      .given(proposed, { type: 'RemedyApproved', proposal: 1, post: 'director' })
      .when(answer, reply)
      .thenRefused('feedback.remedy-not-decided')
    assigned()
      .given(proposed, { type: 'RemedyReturned', proposal: 1, reason: secret })
      .when(answer, reply)
      .thenEvents('ComplaintAnswered', 'ObligationStarted', 'ObligationMet', 'ObligationCancelled', 'ObligationMet')
  })

  it('given again wants to be accepted again', () => {
    answered()
      .when(recordAnswer, { response: 'accepted', channel: 'phone' })
      .when(answer, reply)
      .thenState(({ response, answered }) => expect([response, answered]).toEqual([undefined, true]))
  })

  it('is not what a word in between is', () => {
    assigned()
      .when(inform, { channel: 'phone', text: 'We are at it' })
      .thenEvents('ComplainantInformed')
      .thenState((state) => expect(state.answered).toBe(false))
  })
})

describe('what the complainant says to it', () => {
  it('a rejection has a reason', () => {
    answered()
      .when(recordAnswer, { response: 'rejected', channel: 'phone' }, complainant)
      .thenRefused('feedback.rejection-needs-reason')
    answered()
      .when(recordAnswer, { response: 'rejected', channel: 'phone', reason: 'Too little' }, complainant)
      .thenState(({ response }) => expect(response).toBe('rejected'))
  })

  it('a survey asks for every dimension of the pack and no other, once', () => {
    answered()
      .when(survey, { channel: 'phone', scores: { attitude: 9, mood: 1 } })
      .thenRefused('feedback.other-dimensions', { missing: ['effect'], unknown: ['mood'] })
    answered()
      .when(survey, { channel: 'phone', scores }, complainant)
      .thenEvents('SurveyAnswered')
      .when(survey, { channel: 'phone', scores })
      .thenRefused('feedback.surveyed-already')
  })

  it('somebody who was not reached said nothing', () => {
    answered()
      .when(callBack, { channel: 'phone', reached: false, satisfied: true, text: 'Rang' })
      .thenRefused('feedback.not-reached')
  })
})

describe('a review', () => {
  const ask = { reason: 'It is not true' }

  it('is asked for after the answer, within the window, one at a time', () => {
    assigned().when(askReview, ask).thenRefused('case.wrong-stage')
    answered()
      .when(askReview, ask, complainant)
      .thenEvents('ReviewRequested')
      .when(askReview, ask)
      .thenRefused('feedback.review-asked-already')
  })

  it('has a window that ends with its fifteenth day', () => {
    answered()
      .at('2026-01-20 18:00')
      .when(askReview, ask, complainant)
      .thenState(({ review }) => expect(review).toBe('asked'))
    answered()
      .at('2026-01-20 18:00:00.001')
      .when(askReview, ask, complainant)
      .thenRefused('feedback.review-window-over', { last: clock('2026-01-20 18:00') })
  })

  it('granted opens the case again and leaves its duties as they ended; refused leaves the answer', () => {
    const asked = answered().when(askReview, ask, complainant)
    const before = asked.state.obligations
    asked
      .when(decideReview, { granted: true, reason: 'New facts' }, colleague)
      .thenEvents('ReviewDecided')
      .thenState((state) =>
        expect(state).toMatchObject({ stage: 'investigation', answered: false, obligations: before }),
      )
    asked
      .when(decideReview, { granted: false, reason: 'Nothing new' }, colleague)
      .thenState((state) => expect(state).toMatchObject({ stage: 'feedback', answered: true, review: 'refused' }))
    answered().when(decideReview, { granted: true, reason: 'Nobody asked' }).thenRefused('feedback.no-review-asked')
  })

  it('is not decided by whoever answered, until the case was answered anew by somebody else', () => {
    const asked = assigned().when(answer, reply, colleague).when(askReview, ask, complainant)
    asked.when(decideReview, { granted: true, reason: 'Mine' }, colleague).thenRefused('feedback.own-decision')
    const again = asked.when(decideReview, { granted: true, reason: 'New facts' }).when(answer, reply)
    again
      .when(askReview, ask, complainant)
      .when(decideReview, { granted: false, reason: 'So' }, colleague)
      .thenEvents('ReviewDecided')
  })
})
