import { z } from 'zod'
import { code, id } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { type OrganisationContext, type OrganisationDecision, organisationCommand } from './command.ts'
import { isHousePost } from './house-posts.ts'
import { isLastSecurityAdministrator, mayNotHold } from './post-rules.ts'
import { type HeldPost, isSame } from './state.ts'
import { notOpen } from './units.ts'

export const heldPost = z.strictObject({
  post: code().meta({ seal: 'clear', widget: 'post' }),
  unit: id().meta({ seal: 'clear', widget: 'unit' }),
})

const input = heldPost.extend({ person: id().meta({ seal: 'clear', widget: 'person' }) })
type Given = HeldPost & { readonly person: string }

export const givePost = organisationCommand({
  name: 'give-post',
  summary: 'Give a person a post over a unit and all that lies under it.',
  post: 'security-administrator',
  input,

  decide(given, context) {
    return given.person === context.actor.id ? refuse('organisation.own-post') : givenPost(given, context)
  },
})

export const takePost = organisationCommand({
  name: 'take-post',
  summary: 'Take a post away; what it opened is shut at once.',
  post: 'security-administrator',
  input,

  decide({ person, ...held }, { state }) {
    const known = state.people[person]
    if (!known) return refuse('organisation.no-such-person')
    if (!known.posts.some((one) => isSame(one, held))) return refuse('organisation.post-not-held', { post: held.post })
    if (held.post === 'security-administrator' && isLastSecurityAdministrator(state, person))
      return refuse('organisation.last-security-administrator')
    return [{ type: 'PostTaken', person, ...held }]
  },
})

/** The fact of a post given, or why this person cannot hold it there. */
export function givenPost({ person, ...held }: Given, { state, packs }: OrganisationContext): OrganisationDecision {
  const known = state.people[person]
  if (!known) return refuse('organisation.no-such-person')
  const casePosts = state.packs.flatMap((pack) => packs.get(pack)?.posts ?? [])
  if (!isHousePost(held.post) && !casePosts.includes(held.post))
    return refuse('organisation.no-such-post', { post: held.post, known: [...new Set(casePosts)] })
  if (known.posts.some((one) => isSame(one, held))) return refuse('organisation.post-held-already', { post: held.post })
  return notOpen(state, held.unit) ?? mayNotHold(state, known, held) ?? [{ type: 'PostGiven', person, ...held }]
}
