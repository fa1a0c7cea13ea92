import { z } from 'zod'
import { parseAllowance } from '../calendar/allowance.ts'
import { dueAt } from '../calendar/due.ts'
import { type Context, command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

export const askReview = command({
  name: 'ask-review',
  summary: 'Ask that the answer be looked at again by somebody else.',
  stages: ['feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-register',
  portal: true,
  input: z.strictObject({ kind: z.enum(['review', 'appeal']).default('review'), reason: freeText(4000) }),
  possible: tooEarlyOrTooLate,

  decide({ kind, reason }) {
    return [{ type: 'ReviewRequested', kind, party: theComplainant, reason: sealed(reason, `party:${theComplainant}`) }]
  },
})

function tooEarlyOrTooLate({ state, pack, calendar, now }: Context): Refusal | undefined {
  const answered = state.moments.ComplaintAnswered?.last
  if (!state.answered || answered === undefined) return refuse('feedback.not-answered')
  if (state.review === 'asked') return refuse('feedback.review-asked-already')
  const window = parseAllowance(pack.content.feedback.review.within)
  if (!window) throw new Error('the review window passed the loader')
  const last = dueAt(Temporal.Instant.from(answered), window, calendar).due.toString({ fractionalSecondDigits: 3 })
  return now > last ? refuse('feedback.review-window-over', { last }, pack.at('feedback.review')) : undefined
}
