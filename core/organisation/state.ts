import type { OfficeHours } from '../calendar/calendar-shape.ts'

export type HeldPost = { readonly post: string; readonly unit: string }
export type UnitState = {
  readonly parent?: string
  readonly name: string
  readonly kind: string
  readonly closed: boolean
  /** Its own; otherwise it works as the unit above it does. */
  readonly hours?: OfficeHours | undefined
}
/** A post that its holder lends to somebody from one day of the office to another, both included. */
export type Delegation = HeldPost & {
  readonly id: string
  readonly person: string
  readonly to: string
  readonly from: string
  readonly until: string
}

/** What another system may do with a key: register, see what it registered, see how that stands, tell of calls. */
export const tokenScopes = ['register', 'read', 'status', 'calls'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** A key that another system comes in with, up to a day of the office, that included; never the key itself. */
export type TokenState = {
  readonly id: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly until: string
  /** Hexadecimal SHA-256 of the key. */
  readonly digest: string
}

/** What another system may be told of. */
export const webhookEvents = ['registered', 'accepted', 'refused', 'graded', 'answered', 'closed', 'reopened'] as const

/** A system that is told; where and with which key lies sealed. */
export type WebhookState = {
  readonly id: string
  readonly name: string
  readonly events: readonly (typeof webhookEvents)[number][]
}

/** By what the staff is told besides the screen, and complainants besides mail. */
export const messageChannels = ['wecom', 'sms'] as const
export type MessageChannel = (typeof messageChannels)[number]

/** Whether there is a language model that may be asked for drafts: none is set up, one is and rests, or it may be asked. */
export const languageModelUses = ['none', 'off', 'on'] as const
export type LanguageModel = (typeof languageModelUses)[number]

/** What a person is qualified for, up to a day where it ends. */
export type Qualification = { readonly person: string; readonly name: string; readonly until?: string | undefined }

export type PersonState = { readonly disabled: boolean; readonly posts: readonly HeldPost[] }

export type RevisionState = {
  readonly pack: string
  readonly hash: string
  readonly base: string
  readonly source: string
  readonly from: string
  readonly proposer: string
  readonly status: 'proposed' | 'in-force' | 'returned' | 'withdrawn'
}

/** A version of a pack that was put in force, for what is received from a day on. */
export type PackVersion = { readonly pack: string; readonly hash: string; readonly from: string }

/** What the fold knows of an organisation; nobody's name. */
export type OrganisationState = {
  readonly version: number
  readonly exists: boolean
  readonly name: string
  readonly hours?: OfficeHours
  /** The adopted packs by id, the leading one first. */
  readonly packs: readonly string[]
  readonly units: Readonly<Record<string, UnitState>>
  readonly people: Readonly<Record<string, PersonState>>
  /** Proposed versions of packs by id, whatever became of them. */
  readonly revisions: Readonly<Record<string, RevisionState>>
  /** Posts lent and not taken back, past ones too. */
  readonly delegations: readonly Delegation[]
  readonly qualifications: readonly Qualification[]
  /** Those that were not revoked, expired ones too. */
  readonly tokens: readonly TokenState[]
  readonly webhooks: readonly WebhookState[]
  readonly channels: readonly MessageChannel[]
  readonly languageModel: LanguageModel
  /** Days after which what came in and became no complaint is deleted. */
  readonly messageDays: number
  /** Those put in force, in the order in which that was done. */
  readonly versions: readonly PackVersion[]
}

/** Before the first fact. */
export const noOrganisation: OrganisationState = {
  version: 0,
  exists: false,
  name: '',
  packs: [],
  units: {},
  people: {},
  revisions: {},
  delegations: [],
  qualifications: [],
  tokens: [],
  webhooks: [],
  channels: [],
  languageModel: 'none',
  messageDays: 180,
  versions: [],
}

/** The id of the unit above all others; undefined before there is one. */
export function rootOf({ units }: OrganisationState): string | undefined {
  return Object.keys(units).find((unit) => units[unit]?.parent === undefined)
}

/** Who holds a post of the house and is not disabled. */
export function holdersOf({ people }: OrganisationState, post: string): string[] {
  return Object.keys(people).filter((id) => {
    const person = people[id]
    return person && !person.disabled && person.posts.some((held) => held.post === post)
  })
}

/** A unit and all that lies under it, closed ones included: what happened there can still be read. */
export function unitsBelow({ units }: Pick<OrganisationState, 'units'>, top: string): string[] {
  const found = [top]
  for (const above of found) found.push(...Object.keys(units).filter((unit) => units[unit]?.parent === above))
  return found
}

/** Tells whether two holdings are of the same post at the same unit. */
export function isSame(one: HeldPost, other: HeldPost): boolean {
  return one.post === other.post && one.unit === other.unit
}
