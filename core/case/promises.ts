import { follows } from '../policy/pack-in-force.ts'
import { freeText, moment, sealed } from '../shared/fields.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import type { Context } from './command.ts'
import type { Promised } from './decision-state.ts'
import type { CaseEventOf } from './events.ts'
import { theComplainant } from './parties.ts'
import type { CaseState } from './state.ts'

type Said = { readonly what: string; readonly until: string; readonly party?: string; readonly staff?: string }

/** A promise as a fact, made by whoever acts unless somebody else is named; or why it cannot be one. */
export function promise(
  { what, until, party = theComplainant, staff }: Said,
  context: Context,
): CaseEventOf<'PromiseMade'> | Refusal {
  const { state, actor, now } = context
  const unknown = noClause(context)
  if (unknown) return unknown
  if (until <= now) return refuse('promise.until-in-past')
  const number = state.promises.length + 1
  return { type: 'PromiseMade', promise: number, party, staff: staff ?? actor.id, until, what: sealed(what) }
}

/** Why no promise can be made: a pack has to say what becomes of one that is not kept. */
export function noClause({ packs }: Pick<Context, 'packs'>): Refusal | undefined {
  return packs.some((pack) => follows(pack, 'PromiseMade')) ? undefined : refuse('promise.no-clause')
}

/** What a talk or a letter to the complainant may hold beside: a promise, and by when. */
export const promiseFields = {
  promised: freeText(2000).optional(),
  promisedUntil: moment().optional(),
}

/** The promise that was made in a talk or a letter; nothing where none was. */
export function promisedBeside(
  { promised: what, promisedUntil: until }: { promised?: string | undefined; promisedUntil?: string | undefined },
  context: Context,
): readonly CaseEventOf<'PromiseMade'>[] | Refusal {
  if (what === undefined && until === undefined) return []
  if (what === undefined || until === undefined) return refuse('promise.half')
  const made = promise({ what, until }, context)
  return isRefusal(made) ? made : [made]
}

export function openPromises({ promises }: CaseState): readonly Promised[] {
  return promises.filter(({ status }) => status === 'open')
}

/** An open promise by its number. */
export function openPromise(state: CaseState, number: number): Promised | Refusal {
  return openPromises(state).find((one) => one.number === number) ?? refuse('promise.not-open', { promise: number })
}
