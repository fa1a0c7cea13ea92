import { z } from 'zod'
import { code, day, id } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type OrganisationContext, organisationCommand } from './command.ts'
import { isHousePost } from './house-posts.ts'
import { mayNotHold } from './post-rules.ts'
import { holdersOf, isSame } from './state.ts'

/** Longer than that is no standing in for somebody: the post is given. */
const mostDays = 366

const input = z.strictObject({
  to: id().meta({ widget: 'person' }),
  post: code(),
  unit: id(),
  from: day(),
  until: day(),
})
type Wish = z.infer<typeof input>

export const delegate = organisationCommand({
  name: 'delegate',
  summary: 'Lend a post of one’s own to somebody, from day to day; what is done under it says so.',
  post: 'self',
  input,

  decide(wish, context) {
    const { actor, allotted } = context
    const wrong = notLendable(wish, context) ?? wrongDeputy(wish, context) ?? wrongDays(wish, context)
    return wrong ?? [{ type: 'PostDelegated', delegation: allotted.delegation, person: actor.id, ...wish }]
  },
})

export const endDelegation = organisationCommand({
  name: 'end-delegation',
  summary: 'Take a lent post back at once.',
  post: 'self',
  input: z.strictObject({ delegation: id() }),

  decide({ delegation }, { state, actor }) {
    const found = state.delegations.find((one) => one.id === delegation)
    const may = found?.person === actor.id || holdersOf(state, 'security-administrator').includes(actor.id)
    return found && may ? [{ type: 'DelegationEnded', delegation }] : refuse('delegation.unknown')
  },
})

function notLendable({ post, ...held }: Wish, { state, actor }: OrganisationContext): Refusal | undefined {
  if (isHousePost(post)) return refuse('delegation.house-post', { post })
  const own = state.people[actor.id]?.posts ?? []
  return own.some((one) => isSame(one, { post, unit: held.unit }))
    ? undefined
    : refuse('organisation.post-not-held', { post })
}

function wrongDeputy({ to, ...held }: Wish, { state, actor }: OrganisationContext): Refusal | undefined {
  const deputy = state.people[to]
  if (to === actor.id) return refuse('delegation.to-oneself')
  if (!deputy || deputy.disabled) return refuse('organisation.no-such-person')
  if (deputy.posts.some((one) => isSame(one, held)))
    return refuse('organisation.post-held-already', { post: held.post })
  return mayNotHold(state, deputy, held)
}

function wrongDays(wish: Wish, { state, actor, today }: OrganisationContext): Refusal | undefined {
  const { to, from, until } = wish
  if (from < today) return refuse('delegation.from-past', { today })
  if (until < from) return refuse('delegation.until-before-from')
  const latest = Temporal.PlainDate.from(from).add({ days: mostDays }).toString()
  if (until > latest) return refuse('delegation.too-long', { latest })
  const same = state.delegations.filter((one) => one.person === actor.id && one.to === to && isSame(one, wish))
  return same.some((one) => one.from <= until && from <= one.until) ? refuse('delegation.lent-already') : undefined
}
