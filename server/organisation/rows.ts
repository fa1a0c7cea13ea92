import type { OrganisationEvent, OrganisationEventOf, OrganisationEventType } from '../../core/organisation/events.ts'
import type { OrganisationState } from '../../core/organisation/state.ts'
import { isSecret } from '../../core/shared/fields.ts'
import { settingsPlace } from '../channels/settings.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Statement } from '../db/pool.ts'
import { modelPlace } from '../language-model/settings.ts'
import { secretPlace, urlPlace } from '../webhooks/places.ts'
import { loginDigest } from './login.ts'

/** What the rows need beside the facts, since no fact holds it. */
export type Beside = {
  readonly ring: KeyRing
  /** The hash of the password that was set. */
  readonly hash: string | undefined
  /** Digest of the session that outlives a new password. */
  readonly staying: Buffer | undefined
}

type Rows = { [T in OrganisationEventType]?: (event: OrganisationEventOf<T>, beside: Beside) => Statement[] }

/** Stands in an account whose password was never set; no password matches it. */
const noPassword = 'none'

const rows: Rows = {
  UnitAdded: ({ unit, parent, name, kind }) => [
    {
      text: 'insert into unit (id, parent, name, kind) values ($1, $2, $3, $4)',
      values: [unit, parent ?? null, name, kind],
    },
  ],
  UnitRenamed: ({ unit, name }) => [{ text: 'update unit set name = $2 where id = $1', values: [unit, name] }],
  UnitHoursSet: ({ unit, hours }) => [
    { text: 'update unit set hours = $2 where id = $1', values: [unit, hours ? JSON.stringify(hours) : null] },
  ],
  UnitClosed: ({ unit }) => [{ text: 'update unit set closed = true where id = $1', values: [unit] }],
  PersonAdded: ({ person, login }, { ring }) => [
    { text: 'insert into person (id) values ($1)', values: [person] },
    {
      text: 'insert into account (person_id, login_digest, password) values ($1, $2, $3)',
      values: [person, loginDigest(ring, readable(login)), noPassword],
    },
  ],
  PasswordSet: ({ person, temporary }, { hash, staying }) => [
    {
      text: 'update account set password = $2, must_change = $3 where person_id = $1',
      values: [person, hash ?? noPassword, temporary],
    },
    endSessions(person, staying),
  ],
  PersonDisabled: ({ person }) => [
    { text: 'update person set disabled = true where id = $1', values: [person] },
    endSessions(person),
  ],
  PersonEnabled: ({ person }) => [{ text: 'update person set disabled = false where id = $1', values: [person] }],
  WebhookAdded: ({ webhook, origin, url, secret }, { ring }) => [
    {
      text: 'insert into webhook (id, url_box, secret_box, origin) values ($1, $2, $3, $4)',
      values: [
        webhook,
        ring.sealRow(urlPlace(webhook), readable(url)),
        ring.sealRow(secretPlace(webhook), readable(secret)),
        origin,
      ],
    },
  ],
  WebhookRemoved: ({ webhook }) => [
    {
      text: 'update webhook_message set given_up_at = now() where webhook_id = $1 and delivered_at is null and given_up_at is null',
      values: [webhook],
    },
  ],
  ChannelSet: ({ channel, settings }, { ring }) => [
    {
      text: `insert into message_channel (channel, settings_box, since) values ($1, $2, now())
        on conflict (channel) do update set settings_box = excluded.settings_box`,
      values: [channel, ring.sealRow(settingsPlace(channel), readable(settings))],
    },
  ],
  ChannelRemoved: ({ channel }) => [
    { text: 'delete from message_channel where channel = $1', values: [channel] },
    {
      text: `update channel_message set state = 'failed', outcome = 'not-set' where channel = $1 and state = 'waiting'`,
      values: [channel],
    },
  ],
  LanguageModelSet: ({ settings }, { ring }) => [
    settings === undefined
      ? { text: 'delete from language_model', values: [] }
      : {
          text: `insert into language_model (settings_box) values ($1)
            on conflict (single) do update set settings_box = excluded.settings_box`,
          values: [ring.sealRow(modelPlace, readable(settings))],
        },
  ],
  PostGiven: ({ person, post, unit }) => [
    { text: 'insert into post_holding (person_id, post, unit_id) values ($1, $2, $3)', values: [person, post, unit] },
  ],
  PostTaken: ({ person, post, unit }) => [
    {
      text: 'delete from post_holding where person_id = $1 and post = $2 and unit_id = $3',
      values: [person, post, unit],
    },
  ],
}

/** The rows that new facts of the organisation change, in the order of the facts. */
export function rowsOf(events: readonly OrganisationEvent[], beside: Beside): Statement[] {
  return events.flatMap((event) => {
    const make = rows[event.type] as ((event: OrganisationEvent, beside: Beside) => Statement[]) | undefined
    return make?.(event, beside) ?? []
  })
}

/** The one row of the organisation. A founding inserts, so that of two foundings one fails. */
export function organisationRow(id: string, state: OrganisationState, founding: boolean): Statement {
  const {
    name,
    hours,
    packs,
    versions,
    version,
    delegations,
    qualifications,
    tokens,
    webhooks,
    messageDays,
    channels,
    languageModel,
  } = state
  const values = [
    id,
    name,
    hours?.zone ?? '',
    JSON.stringify(hours),
    packs,
    JSON.stringify(versions),
    version,
    JSON.stringify(delegations),
    JSON.stringify(qualifications),
    JSON.stringify(tokens),
    JSON.stringify(webhooks),
    messageDays,
    JSON.stringify(channels),
    languageModel,
  ]
  const text = founding
    ? 'insert into organisation (id, name, zone, hours, packs, versions, version, delegations, qualifications, tokens, webhooks, message_days, channels, language_model) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)'
    : 'update organisation set name = $2, zone = $3, hours = $4, packs = $5, versions = $6, version = $7, delegations = $8, qualifications = $9, tokens = $10, webhooks = $11, message_days = $12, channels = $13, language_model = $14 where id = $1'
  return { text, values }
}

function endSessions(person: string, staying?: Buffer): Statement {
  const text = 'delete from session where person_id = $1 and ($2::bytea is null or digest <> $2)'
  return { text, values: [person, staying ?? null] }
}

/** The facts are still readable when their rows are made; sealed they are only in the trail. */
function readable(value: unknown): string {
  if (!isSecret(value)) throw new Error('a value is read before it is sealed')
  return value.secret
}
