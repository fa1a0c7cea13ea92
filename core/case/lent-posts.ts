import { postsWith } from '../policy/pack-in-force.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Command, Context } from './command.ts'
import type { CaseEvent } from './events.ts'

/** Says whose post a command was run under, where none that the actor holds would have done. */
export function underLentPost(command: Command, input: unknown, context: Context): CaseEvent[] {
  const { actor, pack } = context
  if (actor.kind !== 'staff' || !actor.lent?.length) return []
  const { posts, lent } = actor
  const needed = command.posts?.(context, input) ?? postsWith(pack, command.authority)
  const isLent = (post: string) => lent.some((one) => one.post === post)
  if (posts.some((post) => needed.includes(post) && !isLent(post))) return []
  const used = lent.find(({ post }) => needed.includes(post))
  return used ? [{ type: 'DelegationUsed', staff: used.by, post: used.post }] : []
}

/** Why somebody decides nothing in a case: a respondent of it has lent that person a post. */
export function deputyOfRespondent({ state, actor }: Context): Refusal | undefined {
  if (actor.kind !== 'staff' || !actor.deputyOf) return undefined
  return actor.deputyOf.some((person) => state.respondents.includes(person)) ? refuse('wall.deputy') : undefined
}
