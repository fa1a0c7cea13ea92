import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { actedInCrisis, crisisTeam, isInCrisisTeam } from '../case/crisis.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

export const approve = command({
  name: 'approve',
  summary: 'Approve the proposed remedy within the own authority.',
  stages: ['resolution'],
  authority: 'may-approve',
  input: z.strictObject({ reason: freeText(2000).optional() }),
  admits: isInCrisisTeam,
  posts: approvers,
  possible: mayNotApprove,

  decide({ reason }, context) {
    const { state, actor } = context
    const { proposal } = state
    if (!proposal) return refuse('resolution.nothing-to-approve')
    const approvedAs = (post: string) =>
      ({ type: 'RemedyApproved', proposal: proposal.number, post, reason: sealed(reason) }) as const
    if (actor.kind !== 'staff') return [approvedAs('system')]
    const post = proposal.approvers.find((one) => actor.posts.includes(one))
    return post ? [approvedAs(post)] : [approvedAs(crisisTeam), actedInCrisis(context, 'approved')]
  },
})

/** The posts that may approve what is proposed now. */
export function approvers({ state }: Context): readonly string[] {
  return state.proposal?.approvers ?? []
}

/**
 * Why this person cannot approve what is proposed now: nothing to approve, the own proposal, beyond the money authority, or
 * deputy of somebody complained of. In a crisis its team acts beyond the tiers, and on no own proposal either.
 */
export function mayNotApprove(context: Context): Refusal | undefined {
  const { state, actor, pack } = context
  const { proposal } = state
  if (proposal?.status !== 'awaiting-approval') return refuse('resolution.nothing-to-approve')
  if (actor.id === proposal.by) return refuse('resolution.own-proposal', {}, pack.at('authority.money'))
  const isWithin = actor.kind !== 'staff' || proposal.approvers.some((post) => actor.posts.includes(post))
  if (!isWithin && !isInCrisisTeam(context))
    return refuse(
      'resolution.beyond-authority',
      { total: proposal.total, posts: proposal.approvers },
      pack.at('authority.money'),
    )
  return deputyOfRespondent(context)
}
