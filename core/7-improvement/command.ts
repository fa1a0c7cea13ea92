import type { z } from 'zod'
import type { Surroundings } from '../case/command.ts'
import { type PackInForce, postsWith } from '../policy/pack-in-force.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import { passImprovementTime } from './deadline.ts'
import type { ImprovementEvent, ImprovementFact } from './events.ts'
import { evolveImprovement } from './evolve.ts'
import type { ImprovementState, RectificationStatus } from './state.ts'

export type ImprovementActor = { readonly kind: 'staff' | 'system'; readonly id: string }

/** What an order must know of the case from which it springs; handed in, and recorded in the order. */
export type Spring = { readonly case: string; readonly number: string; readonly ordinal: number }

/** All that a decision on a rectification may depend on. */
export type ImprovementContext = {
  readonly state: ImprovementState
  /** Only for an order. */
  readonly spring?: Spring
  /** For whom the case from which it springs is walled off; they see nothing of the rectification either. */
  readonly walled: readonly string[]
  /** The pack pinned by the order; for an order the one that it will pin. */
  readonly pack: PackInForce
  readonly calendarHash: string
  /** IANA name of the office's zone. */
  readonly zone: string
  readonly actor: ImprovementActor
  /** ISO instant, milliseconds. */
  readonly now: string
  readonly around: Surroundings
}

export type ImprovementDecision = readonly ImprovementEvent[] | Refusal

export type ImprovementCommand<I extends z.ZodType = z.ZodType> = {
  readonly name: string
  readonly summary: string
  /** In which of these it can be run; none for the command that opens the stream. */
  readonly statuses: readonly RectificationStatus[]
  /** What a member of staff needs over the unit that rectifies; the pack says which post holds it. */
  readonly authority: string
  readonly input: I
  /** Why this person cannot run it just now, whatever the input. */
  readonly possible?: (context: ImprovementContext) => Refusal | undefined
  readonly decide: (input: z.infer<I>, context: ImprovementContext) => ImprovementDecision
}

/** Declares a command of a rectification. */
export function improvementCommand<I extends z.ZodType>(given: ImprovementCommand<I>): ImprovementCommand<I> {
  return given
}

/** What running a command gives; a refused one still gives the facts of time. */
export type ImprovementOutcome = {
  readonly facts: readonly ImprovementFact[]
  readonly state: ImprovementState
  readonly refusal?: Refusal
}

/** Runs a command on a rectification: time passes, then who may, then what follows. */
export function runImprovementCommand(
  command: ImprovementCommand,
  input: unknown,
  context: ImprovementContext,
): ImprovementOutcome {
  const passed = passImprovementTime(context.state, context.now)
  const state = passed.reduce(foldImprovement, context.state)
  const present = { ...context, state }
  const unit = state.exists ? state.unit : (input as { unit: string }).unit
  const decided = whyNotImprovement(command, unit, present) ?? command.decide(input, present)
  if (isRefusal(decided)) return { facts: passed, state, refusal: decided }
  const done = decided.map((event): ImprovementFact => ({ event, origin: 'human', occurredAt: context.now }))
  const by = context.actor.id
  return { facts: [...passed, ...done], state: done.reduce((s, fact) => evolveImprovement(s, { ...fact, by }), state) }
}

/** Folds a fact that time made. */
export function foldImprovement(state: ImprovementState, fact: ImprovementFact): ImprovementState {
  return evolveImprovement(state, { ...fact, by: 'rules' })
}

/**
 * Whether somebody may run a command now, whatever the input. The same answer drives the buttons and the refusal.
 *
 * @param unit the unit that rectifies, or shall
 * @returns undefined for yes
 */
export function whyNotImprovement(
  command: ImprovementCommand,
  unit: string,
  context: ImprovementContext,
): Refusal | undefined {
  return atWrongMoment(command, context) ?? withoutAuthority(command, unit, context) ?? command.possible?.(context)
}

function atWrongMoment({ statuses }: ImprovementCommand, { state }: ImprovementContext): Refusal | undefined {
  if (statuses.length === 0) return state.exists ? refuse('improvement.exists-already') : undefined
  if (!state.exists) return refuse('improvement.unknown')
  return statuses.includes(state.status) ? undefined : refuse(`improvement.now-${state.status}`)
}

function withoutAuthority(
  { authority }: ImprovementCommand,
  unit: string,
  { actor, pack, around }: ImprovementContext,
): Refusal | undefined {
  if (actor.kind === 'system') return undefined
  const posts = postsWith(pack, authority)
  if (around.postsOver(actor.id, unit).some((post) => posts.includes(post))) return undefined
  return refuse('improvement.no-authority', { authority, posts }, pack.at(`authority.authorities.${authority}`))
}
