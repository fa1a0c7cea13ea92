import { z } from 'zod'
import { OfficeHours } from '../calendar/calendar-shape.ts'
import { code, day, hash, id, sealedField } from '../shared/fields.ts'
import { languageModelUses, messageChannels, tokenScopes, webhookEvents } from './state.ts'

/** The name of an organisation or a unit: not a person's, so it may stand in the clear. */
export const publicName = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(80)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is the point
    .regex(/^[^\u0000-\u001f\u007f]*$/)
    .meta({ seal: 'clear', widget: 'line' })

/** Scheme and host of a web site. */
export const webOrigin = () =>
  z
    .string()
    .max(300)
    .regex(/^https?:\/\/[a-z0-9.[\]:-]+$/i)
    .meta({ seal: 'clear' })

/** When the office works; a plain value without personal data. */
export const officeHours = () =>
  OfficeHours.safeExtend({ zone: OfficeHours.shape.zone.meta({ seal: 'clear' }) }).meta({ widget: 'hours' })

/** Packs that an organisation runs, the leading one first. */
export const packIds = () => z.array(code()).min(1).max(4)

/** A version of a pack, and the day from which complaints are received under it. */
const revised = { revision: id(), pack: code(), hash: hash(), from: day() }

const held = { person: id(), post: code(), unit: id() }

/** Every kind of fact in the life of an organisation. Names and log-ins of people lie sealed under their own key. */
export const organisationEvents = {
  OrganisationFounded: z.strictObject({ name: publicName(), hours: officeHours(), packs: packIds() }),
  OrganisationRenamed: z.strictObject({ name: publicName() }),
  HoursSet: z.strictObject({ hours: officeHours() }),
  PacksAdopted: z.strictObject({ packs: packIds() }),

  /** Without `parent` it is the root. */
  UnitAdded: z.strictObject({ unit: id(), parent: id().optional(), name: publicName(), kind: code() }),
  UnitRenamed: z.strictObject({ unit: id(), name: publicName() }),
  UnitClosed: z.strictObject({ unit: id() }),
  /** Without hours it works as the unit above it does. */
  UnitHoursSet: z.strictObject({ unit: id(), hours: officeHours().optional() }),

  PersonAdded: z.strictObject({ person: id(), name: sealedField(), login: sealedField() }),
  /**
   * That there is a new password, never which; `temporary` must be changed at the next sign-in. `mark` is a keyed digest of
   * what is stored of it, so that an exchange is seen; facts of earlier versions have none.
   */
  PasswordSet: z.strictObject({ person: id(), temporary: z.boolean(), mark: hash().optional() }),
  PersonDisabled: z.strictObject({ person: id() }),
  PersonEnabled: z.strictObject({ person: id() }),
  PostGiven: z.strictObject(held),
  PostTaken: z.strictObject(held),
  /** Both days included. */
  PostDelegated: z.strictObject({ delegation: id(), ...held, to: id(), from: day(), until: day() }),
  DelegationEnded: z.strictObject({ delegation: id() }),

  /** Recorded again it replaces what stood. */
  QualificationRecorded: z.strictObject({ person: id(), name: publicName(), until: day().optional() }),
  QualificationWithdrawn: z.strictObject({ person: id(), name: publicName() }),
  /** `digest` is that of a key drawn at random, 256 bits; the key itself was shown once and is kept nowhere. */
  TokenIssued: z.strictObject({
    token: id(),
    name: publicName(),
    scopes: z.array(z.enum(tokenScopes)).min(1),
    until: day(),
    digest: hash(),
  }),
  TokenRevoked: z.strictObject({ token: id() }),
  /** `origin`: where the links of its messages lead. */
  WebhookAdded: z.strictObject({
    webhook: id(),
    name: publicName(),
    origin: webOrigin(),
    events: z.array(z.enum(webhookEvents)).min(1),
    url: sealedField(600),
    secret: sealedField(200),
  }),
  WebhookRemoved: z.strictObject({ webhook: id() }),

  /** The settings lie sealed whole: most of them are keys. Said again they replace what stood. */
  ChannelSet: z.strictObject({ channel: z.enum(messageChannels), settings: sealedField(4100) }),
  ChannelRemoved: z.strictObject({ channel: z.enum(messageChannels) }),

  /** Where the model is, what it is called and its key lie sealed whole, where there is one. Said again they replace what stood. */
  LanguageModelSet: z.strictObject({ use: z.enum(languageModelUses), settings: sealedField(4100).optional() }),

  /** How long what came in and became no complaint is kept; and what was deleted: so much, all of it from before a day. */
  MessageDaysSet: z.strictObject({ days: z.int() }),
  MessagesDeleted: z.strictObject({ count: z.int(), before: day() }),

  /** `base` is the version it was made from, `source` the hash of the files as they were written. */
  PackRevisionProposed: z.strictObject({
    ...revised,
    proposer: id(),
    base: hash(),
    source: hash(),
    reason: sealedField(),
  }),
  PackRevisionPutInForce: z.strictObject(revised),
  PackRevisionReturned: z.strictObject({ revision: id(), reason: sealedField() }),
  PackRevisionWithdrawn: z.strictObject({ revision: id() }),

  /** `hash` is that of the year as it was read from its notice. */
  YearImported: z.strictObject({ year: z.int(), hash: hash() }),
} as const

export type OrganisationEventType = keyof typeof organisationEvents
export type OrganisationEventOf<T extends OrganisationEventType> = { readonly type: T } & Readonly<
  z.infer<(typeof organisationEvents)[T]>
>
/** A fact of an organisation as decisions write it and the fold reads it. */
export type OrganisationEvent = { [T in OrganisationEventType]: OrganisationEventOf<T> }[OrganisationEventType]
