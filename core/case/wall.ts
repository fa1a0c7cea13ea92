import { postsWith } from '../policy/pack-in-force.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Context } from './command.ts'
import type { CaseState } from './state.ts'

type Walled = Pick<CaseState, 'respondents' | 'recused'>

/** The members of staff who see nothing of a case: those it complains of, and those who are recused. Each once. */
export function walledOff({ respondents, recused }: Walled): readonly string[] {
  return respondents.length + recused.length === 0 ? nobody : [...new Set([...respondents, ...recused])]
}

const nobody: readonly string[] = []

/** Whether a case is walled off from a person. */
export function isWalledOff({ respondents, recused }: Walled, person: string): boolean {
  return respondents.includes(person) || recused.includes(person)
}

/**
 * Why further people cannot be walled off, or the case go to a unit: of those who may assign it there none would be left
 * who sees it.
 *
 * @param unit    the unit that the case lies at, or goes to
 * @param further ids of those about to be walled off
 */
export function nobodyLeft(
  unit: string,
  further: readonly string[],
  { state, pack, around }: Pick<Context, 'state' | 'pack' | 'around'>,
): Refusal | undefined {
  const walled = [...walledOff(state), ...further]
  if (walled.length === 0) return undefined
  const posts = postsWith(pack, 'may-assign')
  const left = posts.flatMap((post) => around.holdersOver(post, unit)).some((person) => !walled.includes(person))
  return left ? undefined : refuse('wall.nobody-left', { posts }, pack.at('authority.authorities.may-assign'))
}

/** The posts that have to learn that a case has no handler any more; none where it keeps its handler. */
export function toldOfLoss(staff: string, { state, pack }: Context): { readonly assignBy?: string[] } {
  return state.handler === staff ? { assignBy: [...postsWith(pack, 'may-assign')] } : {}
}
