import type pg from 'pg'
import type { OrganisationEvent, OrganisationEventOf } from '../../../core/organisation/events.ts'
import { evolveOrganisation } from '../../../core/organisation/evolve.ts'
import { noOrganisation, type OrganisationState } from '../../../core/organisation/state.ts'
import { canonical } from '../../../core/shared/canonical.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import { loginDigest } from '../../organisation/login.ts'
import { passwordMark } from '../../organisation/password-mark.ts'
import type { ToldFact } from '../envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../read.ts'
import type { Fault } from './finding.ts'

type Rows = Readonly<Record<string, unknown>>

/** The rows of the organisation, each table as one value, as the database has them. */
const tables: Readonly<Record<string, string>> = {
  organisation: `select json_build_object('name', name, 'hours', hours, 'packs', packs, 'versions', versions, 'delegations', delegations, 'qualifications', qualifications, 'tokens', tokens, 'webhooks', webhooks, 'messageDays', message_days, 'channels', channels, 'languageModel', language_model, 'version', version) as value from organisation where id = $1`,
  unit: `select json_object_agg(id, json_build_object('parent', parent, 'name', name, 'kind', kind, 'closed', closed, 'hours', hours)) as value from unit`,
  person: `select coalesce(json_object_agg(id, disabled), '{}') as value from person`,
  post_holding: `select coalesce(json_agg(person_id || ' ' || post || ' ' || unit_id), '[]') as value from post_holding`,
  account: `select coalesce(json_object_agg(person_id, encode(login_digest, 'hex')), '{}') as value from account`,
}

/**
 * Which rows of the organisation do not say what its facts say: units, people, who holds which post, whose log-in is whose.
 * Somebody who changes these gives people rights that nobody gave them, or comes in under the name of another.
 *
 * @returns `unmarked`: how many passwords were set before a fact held their mark, and may have been exchanged
 */
export async function organisationFaults(
  client: pg.Client,
  ring: KeyRing,
  id: string,
): Promise<{ readonly faults: Fault[]; readonly unmarked: number }> {
  const { rows: facts } = await client.query<ToldFact>(selectFacts(id))
  const { rows: boxes } = await client.query<LockedBox>(selectBoxes(id))
  const expected = expectedRows(facts, boxes, ring)
  const columns: string[] = []
  for (const [table, text] of Object.entries(tables)) {
    const { rows } = await client.query<{ value: unknown }>(text, text.includes('$1') ? [id] : [])
    if (canonical(inOrder(rows[0]?.value)) !== canonical(expected[table])) columns.push(table)
  }
  const { exchanged, unmarked } = await passwordsOf(client, ring, facts)
  if (exchanged > 0) columns.push('account.password')
  const faults: Fault[] = [{ what: 'row-differs', detail: { columns: columns.join(', ') } }]
  return { faults: columns.length === 0 ? [] : faults, unmarked }
}

type Password = { readonly person: string; readonly password: string }

/** How many stored passwords are not the ones that the last fact about each set, and of how many no fact can tell. */
async function passwordsOf(client: pg.Client, ring: KeyRing, facts: readonly ToldFact[]) {
  const { rows } = await client.query<Password>('select person_id as person, password from account')
  const set = facts
    .filter(({ type }) => type === 'PasswordSet')
    .map(({ data }) => data as OrganisationEventOf<'PasswordSet'>)
  const marks = new Map(set.map(({ person, mark }) => [person, mark]))
  const marked = rows.filter(({ person }) => marks.get(person) !== undefined)
  const exchanged = marked.filter(({ person, password }) => marks.get(person) !== passwordMark(ring, person, password))
  return { exchanged: exchanged.length, unmarked: rows.length - marked.length }
}

/** A list as it is compared: the order of a database depends on its collation. */
function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : (value ?? null)
}

function expectedRows(facts: readonly ToldFact[], boxes: readonly LockedBox[], ring: KeyRing): Rows {
  const events = facts.map(({ type, data }) => ({ type, ...data }) as OrganisationEvent)
  const state = events.reduce(evolveOrganisation, noOrganisation)
  const {
    name,
    hours,
    packs,
    versions,
    delegations,
    qualifications,
    tokens,
    webhooks,
    messageDays,
    channels,
    languageModel,
    version,
    units,
    people,
  } = state
  return {
    organisation: {
      name,
      hours,
      packs,
      versions,
      delegations,
      qualifications,
      tokens,
      webhooks,
      messageDays,
      channels,
      languageModel,
      version,
    },
    unit: unitsOf(units),
    person: Object.fromEntries(Object.entries(people).map(([id, { disabled }]) => [id, disabled])),
    post_holding: holdingsOf(people),
    account: loginsOf(facts, boxes, ring),
  }
}

function unitsOf(units: OrganisationState['units']): Rows {
  const rows = Object.entries(units).map(([id, { parent = null, name, kind, closed, hours = null }]) => {
    return [id, { parent, name, kind, closed, hours }]
  })
  return Object.fromEntries(rows)
}

function holdingsOf(people: OrganisationState['people']): string[] {
  const held = Object.entries(people).flatMap(([id, { posts }]) => posts.map(({ post, unit }) => [id, post, unit]))
  return held.map((one) => one.join(' ')).sort()
}

function loginsOf(facts: readonly ToldFact[], boxes: readonly LockedBox[], ring: KeyRing): Rows {
  const opened = openBoxes(boxes, ring)
  const added = facts.filter(({ type }) => type === 'PersonAdded').map((fact) => openData(fact, opened))
  const digest = (login: unknown) => loginDigest(ring, String(login)).toString('hex')
  return Object.fromEntries(added.map(({ person, login }) => [String(person), digest(login)]))
}
