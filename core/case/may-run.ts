import { postsWith } from '../policy/pack-in-force.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Command, Context } from './command.ts'
import { isWalledOff } from './wall.ts'

/** The authority of what only a respondent runs, on being asked; no pack gives it to a post. */
export const ofRespondents = 'respondent'
/** The authority of what only the complainant runs, from the portal; no pack gives it to a post. */
export const ofComplainants = 'complainant'

/**
 * Whether an actor may run a command on a case now, whatever the input: existence, status, stage, authority and what
 * the command itself demands, in that order. The same answer drives the buttons on the screen and the refusal. For whom
 * the case is walled off there is no such case.
 *
 * @returns undefined for yes
 */
export function whyNot(command: Command, context: Context): Refusal | undefined {
  return (
    behindTheWall(context) ??
    atWrongMoment(command, context) ??
    withoutAuthority(command, context) ??
    command.possible?.(context)
  )
}

function behindTheWall({ state, actor }: Context): Refusal | undefined {
  const ofStaff = actor.kind === 'staff' || actor.kind === 'concerned'
  return ofStaff && isWalledOff(state, actor.id) ? refuse('case.unknown') : undefined
}

function atWrongMoment(command: Command, { state }: Context): Refusal | undefined {
  if (command.creates) return state.exists ? refuse('case.exists-already') : undefined
  if (!state.exists) return refuse('case.unknown')
  if (!command.statuses.includes(state.status))
    return refuse('case.wrong-status', { command: command.name, status: state.status, needed: command.statuses })
  if (!command.stages.includes(state.stage))
    return refuse('case.wrong-stage', { command: command.name, stage: state.stage, stages: command.stages })
  return undefined
}

function withoutAuthority(command: Command, context: Context): Refusal | undefined {
  const { actor, pack } = context
  if (actor.kind === 'system' || command.admits?.(context)) return undefined
  if (actor.kind === 'complainant')
    return command.portal ? undefined : refuse('case.not-for-complainant', { command: command.name })
  if (actor.kind === 'respondent') return command.authority === ofRespondents ? undefined : refuse('case.unknown')
  if (actor.kind === 'concerned') return refuse('case.unknown')
  const posts = postsWith(pack, command.authority)
  if (posts.some((post) => actor.posts.includes(post))) return undefined
  return refuse(
    'case.no-authority',
    { command: command.name, authority: command.authority, posts },
    pack.at(`authority.authorities.${command.authority}`),
  )
}
