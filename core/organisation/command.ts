import type { z } from 'zod'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { OrganisationEvent } from './events.ts'
import type { HousePost } from './house-posts.ts'
import { holdersOf, type OrganisationState } from './state.ts'

export type OrganisationActor = { readonly kind: 'staff' | 'system'; readonly id: string }

/** All that a decision on the organisation may depend on. */
export type OrganisationContext = {
  readonly state: OrganisationState
  readonly actor: OrganisationActor
  /** The packs that came with the program: the version that came, and the posts that the version in force names. */
  readonly packs: ReadonlyMap<string, { readonly hash: string; readonly posts: readonly string[] }>
  /** Ids that the shell drew for what the command may add. */
  readonly allotted: Readonly<Record<'unit' | 'person' | 'revision' | 'delegation' | 'token' | 'webhook', string>>
  /** The day of the office, `2026-02-13`. */
  readonly today: string
  /** What the loader and the golden cases say of the version that the command is about. */
  readonly judged?: Judged | undefined
  /** What the notice of a year says that the command is about. */
  readonly announced?: AnnouncedYear | undefined
  /** True where the log-in of the input belongs to an account already; only the shell can compare sealed values. */
  readonly loginTaken: boolean
  /** What a person is called; the fold does not know it. */
  readonly called: (person: string) => Called
}

/** A version of a pack as the loader found it: its hash, that of its files as written, and how much is wrong with it. */
export type Judged = {
  readonly hash: string
  readonly source: string
  readonly problems: number
  readonly examples: number
  /** Golden cases that come out otherwise than they say. */
  readonly failed: number
}

/** A year as its notice was read, and whether it is not known like this already; or how much is wrong with the notice. */
export type AnnouncedYear =
  | { readonly year: number; readonly hash: string; readonly news: boolean }
  | { readonly problems: number }

export type Called = { readonly name: string; readonly login: string }

export type OrganisationDecision = readonly OrganisationEvent[] | Refusal

export type OrganisationCommand<I extends z.ZodType = z.ZodType> = {
  readonly name: string
  readonly summary: string
  /** The post of the house that may run it; `nobody` where only the house itself does, `self` for everyone's own account. */
  readonly post: HousePost | 'self' | 'nobody'
  readonly input: I
  readonly decide: (input: z.infer<I>, context: OrganisationContext) => OrganisationDecision
}

/** Declares a command of the organisation. */
export function organisationCommand<I extends z.ZodType>(given: OrganisationCommand<I>): OrganisationCommand<I> {
  return given
}

/** Runs a command: who may, then what follows. */
export function runOrganisationCommand(
  command: OrganisationCommand,
  input: unknown,
  context: OrganisationContext,
): OrganisationDecision {
  return withoutPost(command, context) ?? command.decide(input, context)
}

function withoutPost({ name, post }: OrganisationCommand, { actor, state }: OrganisationContext): Refusal | undefined {
  if (actor.kind === 'system') return undefined
  if (post === 'self') return undefined
  if (post !== 'nobody' && holdersOf(state, post).includes(actor.id)) return undefined
  return refuse('organisation.no-authority', { command: name, posts: [post] })
}
