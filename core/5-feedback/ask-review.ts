import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { reviewUntil } from './review-window.ts'

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

function tooEarlyOrTooLate(context: Context): Refusal | undefined {
  const { state, pack, now } = context
  const last = reviewUntil(context)
  if (last === undefined) return refuse('feedback.not-answered')
  if (state.review === 'asked') return refuse('feedback.review-asked-already')
  return now > last ? refuse('feedback.review-window-over', { last }, pack.at('feedback.review')) : undefined
}
