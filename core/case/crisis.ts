import { msOf } from '../calendar/iso-instant.ts'
import type { Context } from './command.ts'
import type { crisisActs } from './decision-events.ts'
import type { CaseEvent } from './events.ts'

/** In the place of a post: what a member of a crisis team did beyond the own ones. */
export const crisisTeam = 'crisis-team'

/** Whether somebody may act beyond the own tier now, as a member of the crisis team of the case. */
export function isInCrisisTeam({ state, actor, now, calendar }: Context): boolean {
  const { crisis } = state
  if (actor.kind !== 'staff' || !crisis || crisis.ended) return false
  return crisis.members.includes(actor.id) && calendar.dayAt(msOf(now)).date >= crisis.since
}

/** The fact that something was done beyond the own posts, and has to be reported. */
export function actedInCrisis({ state }: Context, did: (typeof crisisActs)[number]): CaseEvent {
  const act = state.crisisActs.length + 1
  return { type: 'CrisisActed', act, did, proposal: state.proposal?.number ?? 1 }
}
