import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { actedInCrisis, isInCrisisTeam } from '../case/crisis.ts'
import { postsWith } from '../policy/pack-in-force.ts'
import { freeText, moment, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const execute = command({
  name: 'execute',
  summary: 'Record that the approved remedy was carried out: what, by whom, when, to which effect, by which payment.',
  stages: ['resolution'],
  authority: 'may-execute',
  input: z.strictObject({
    /** What was done, where it differs from what was approved or adds to it. */
    what: freeText(2000).optional(),
    executedAt: moment().optional(),
    /** Whoever records it where left out. */
    executedBy: freeText(80).optional(),
    effect: freeText(4000),
    payment: freeText(120).optional(),
  }),
  admits: isInCrisisTeam,
  possible: ({ state }) => (state.proposal?.status === 'approved' ? undefined : refuse('resolution.not-approved')),

  decide({ what, executedAt, executedBy, effect, payment }, context) {
    const { state, now } = context
    if (!state.proposal) return refuse('resolution.not-approved')
    if ((executedAt ?? now) > now) return refuse('resolution.executed-in-future')
    const told = { what: sealed(what), executedBy: sealed(executedBy), payment: sealed(payment) }
    const done = { proposal: state.proposal.number, effect: sealed(effect), executedAt: executedAt ?? now, ...told }
    return [
      { type: 'RemedyExecuted', ...done },
      ...(isBeyondPosts(context) ? [actedInCrisis(context, 'executed')] : []),
    ]
  },
})

/** Whether none of the own posts allows to carry it out: then it is done for the crisis team. */
function isBeyondPosts({ actor, pack }: Context): boolean {
  return actor.kind === 'staff' && !postsWith(pack, 'may-execute').some((post) => actor.posts.includes(post))
}
