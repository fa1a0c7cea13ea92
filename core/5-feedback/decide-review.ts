import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const decideReview = command({
  name: 'decide-review',
  summary: 'Grant the review, which opens the case again, or uphold the answer with the reason.',
  stages: ['feedback'],
  authority: 'may-decide-review',
  input: z.strictObject({ granted: z.boolean(), reason: freeText(4000) }),
  possible: ({ state }) => (state.review === 'asked' ? undefined : refuse('feedback.no-review-asked')),

  decide({ granted, reason }) {
    return [{ type: 'ReviewDecided', granted, reason: sealed(reason) }]
  },
})
