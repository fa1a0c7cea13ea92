import { type Refusal, refuse } from '../shared/refusal.ts'
import { isHousePost } from './house-posts.ts'
import { type HeldPost, holdersOf, type OrganisationState, type PersonState, rootOf } from './state.ts'

/**
 * Why a person may not hold a post beside those held already: the three administrations are three people, and who
 * administers the house handles no complaints.
 */
export function mayNotHold(state: OrganisationState, { posts }: PersonState, held: HeldPost): Refusal | undefined {
  const house = posts.filter(({ post }) => isHousePost(post)).map(({ post }) => post)
  if (!isHousePost(held.post)) return house.length > 0 ? refuse('organisation.administration-and-cases') : undefined
  if (held.unit !== rootOf(state)) return refuse('organisation.house-post-at-root', { post: held.post })
  if (house.length > 0) return refuse('organisation.separate-administrators', { held: house })
  return posts.length > 0 ? refuse('organisation.administration-and-cases') : undefined
}

/** True where nobody else could let people in any more. */
export function isLastSecurityAdministrator(state: OrganisationState, person: string): boolean {
  const holders = holdersOf(state, 'security-administrator')
  return holders.length === 1 && holders[0] === person
}
