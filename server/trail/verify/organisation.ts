import type pg from 'pg'
import type { OrganisationEvent } from '../../../core/organisation/events.ts'
import { evolveOrganisation } from '../../../core/organisation/evolve.ts'
import { noOrganisation, type OrganisationState } from '../../../core/organisation/state.ts'
import { canonical } from '../../../core/shared/canonical.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import { loginDigest } from '../../organisation/login.ts'
import type { ToldFact } from '../envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../read.ts'
import type { Fault } from './finding.ts'

type Rows = Readonly<Record<string, unknown>>

/** The rows of the organisation, each table as one value, as the database has them. */
const tables: Readonly<Record<string, string>> = {
  organisation: `select json_build_object('name', name, 'hours', hours, 'packs', packs, 'versions', versions, 'delegations', delegations, 'version', version) as value from organisation where id = $1`,
  unit: `select json_object_agg(id, json_build_object('parent', parent, 'name', name, 'kind', kind, 'closed', closed, 'hours', hours)) as value from unit`,
  person: 'select json_object_agg(id, disabled) as value from person',
  post_holding: `select coalesce(json_agg(person_id || ' ' || post || ' ' || unit_id), '[]') as value from post_holding`,
  account: `select json_object_agg(person_id, encode(login_digest, 'hex')) as value from account`,
}

/**
 * Which rows of the organisation do not say what its facts say: units, people, who holds which post, whose log-in is whose.
 * Somebody who changes these gives people rights that nobody gave them.
 */
export async function organisationFaults(client: pg.Client, ring: KeyRing, id: string): Promise<Fault[]> {
  const { rows: facts } = await client.query<ToldFact>(selectFacts(id))
  const { rows: boxes } = await client.query<LockedBox>(selectBoxes(id))
  const expected = expectedRows(facts, boxes, ring)
  const columns: string[] = []
  for (const [table, text] of Object.entries(tables)) {
    const { rows } = await client.query<{ value: unknown }>(text, text.includes('$1') ? [id] : [])
    if (canonical(inOrder(rows[0]?.value)) !== canonical(expected[table])) columns.push(table)
  }
  return columns.length === 0 ? [] : [{ what: 'row-differs', detail: { columns: columns.join(', ') } }]
}

/** A list as it is compared: the order of a database depends on its collation. */
function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : (value ?? null)
}

function expectedRows(facts: readonly ToldFact[], boxes: readonly LockedBox[], ring: KeyRing): Rows {
  const events = facts.map(({ type, data }) => ({ type, ...data }) as OrganisationEvent)
  const state = events.reduce(evolveOrganisation, noOrganisation)
  const { name, hours, packs, versions, delegations, version, units, people } = state
  return {
    organisation: { name, hours, packs, versions, delegations, version },
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
