import { type Refusal, refuse } from '../shared/refusal.ts'
import type { ImprovementContext } from './command.ts'

/** Why somebody may not judge or call off this work: it is the own, as its owner or as the one who reported it done. */
export function ownWork({ state, actor, pack }: ImprovementContext): Refusal | undefined {
  if (actor.id !== state.owner && actor.id !== state.reportedBy) return undefined
  return refuse('improvement.own-work', {}, pack.at('authority.authorities.may-accept-rectification'))
}
