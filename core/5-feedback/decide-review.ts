import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

export const decideReview = command({
  name: 'decide-review',
  summary: 'Grant the review, which opens the case again, or uphold the answer with the reason.',
  stages: ['feedback'],
  authority: 'may-decide-review',
  input: z.strictObject({ granted: z.boolean(), reason: freeText(4000) }),
  possible: mayNotDecide,

  decide({ granted, reason }) {
    return [{ type: 'ReviewDecided', granted, reason: sealed(reason) }]
  },
})

/** Why this person cannot decide the review: none is asked for, or it is of the own decision, or of one's own principal. */
function mayNotDecide(context: Context): Refusal | undefined {
  const { state, actor, pack } = context
  if (state.review !== 'asked') return refuse('feedback.no-review-asked')
  if (actor.kind === 'staff' && state.deciders.includes(actor.id))
    return refuse('feedback.own-decision', {}, pack.at('authority.authorities.may-decide-review'))
  return deputyOfRespondent(context)
}
