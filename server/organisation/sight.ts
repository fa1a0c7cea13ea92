import type { OrganisationEvent, OrganisationEventType } from '../../core/organisation/events.ts'
import { lentOn } from '../../core/organisation/lent.ts'
import { type OrganisationState, unitsBelow } from '../../core/organisation/state.ts'
import { type PackInForce, postsWith } from '../../core/policy/pack-in-force.ts'
import { startProblem } from '../db/embedded/start-problem.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, inTransaction } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { adoptedNow, dayOf } from '../packs-in-force.ts'

/** Whose cases somebody sees depends on these. */
const moving: readonly OrganisationEventType[] = [
  'UnitAdded',
  'PostGiven',
  'PostTaken',
  'PostDelegated',
  'DelegationEnded',
  'PersonDisabled',
  'PersonEnabled',
  'PacksAdopted',
  'PackRevisionPutInForce',
]

/**
 * Brings the table `sight` up to date with the organisation, where the facts can have changed it.
 *
 * @param packs the adopted ones as they are in force
 * @param today day of the office
 */
export function sightRows(
  events: readonly OrganisationEvent[],
  state: OrganisationState,
  packs: readonly PackInForce[],
  today: string,
): Statement[] {
  return events.some(({ type }) => moving.includes(type)) ? replaceSight(sightOf(state, packs, today)) : []
}

/** The posts that may read cases under any of these packs. */
export function postsThatRead(packs: readonly PackInForce[]): ReadonlySet<string> {
  return new Set(packs.flatMap((pack) => postsWith(pack, 'may-read')))
}

type Seen = Pick<OrganisationState, 'units' | 'people' | 'delegations'>

/**
 * For each person every unit at or below a post that may read in any adopted pack, a lent one on its days included; nothing
 * for the disabled.
 */
function sightOf(
  { units, people, delegations }: Seen,
  packs: readonly PackInForce[],
  today: string,
): { person_id: string; unit_id: string }[] {
  const lent = Map.groupBy(
    lentOn(delegations, (id) => people[id], today),
    ({ to }) => to,
  )
  const reading = postsThatRead(packs)
  const below = new Map<string, string[]>()
  const belowOf = (unit: string) => below.get(unit) ?? below.set(unit, unitsBelow({ units }, unit)).get(unit) ?? []
  return Object.entries(people).flatMap(([person_id, { disabled, posts }]) => {
    const held = disabled ? [] : [...posts, ...(lent.get(person_id) ?? [])]
    const tops = held.filter(({ post }) => reading.has(post)).map(({ unit }) => unit)
    return [...new Set(tops.flatMap(belowOf))].map((unit_id) => ({ person_id, unit_id }))
  })
}

function missing(id: string): never {
  throw startProblem(
    `机构采用的制度 ${id} 不在 policy-packs 目录中。请放回该制度的目录后再启动。`,
    `The organisation runs the pack ${id}, which is not in policy-packs. Put its folder back and start again.`,
  )
}

function replaceSight(rows: readonly { person_id: string; unit_id: string }[]): Statement[] {
  const values = [JSON.stringify(rows)]
  const narrow = `delete from sight s where not exists (
    select from json_to_recordset($1::json) as w(person_id uuid, unit_id uuid) where w.person_id = s.person_id and w.unit_id = s.unit_id)`
  const widen = `insert into sight (person_id, unit_id)
    select w.person_id, w.unit_id from json_to_recordset($1::json) as w(person_id uuid, unit_id uuid) on conflict do nothing`
  return [
    { name: 'narrow-sight', text: narrow, values },
    { name: 'widen-sight', text: widen, values },
  ]
}

/**
 * At start and when a day begins: another version of a pack may come into force and name other posts that read than when the
 * table was last made, and a delegation may begin or be over.
 *
 * @throws StartProblem where an adopted pack is not in the folder
 */
export async function refreshSight(house: House, organisation: Organisation): Promise<void> {
  const units = Object.fromEntries(
    [...organisation.units].map(([id, { parent, hours: _, ...unit }]) => [id, { ...unit, ...(parent && { parent }) }]),
  )
  const { delegations } = organisation
  const seen = { units, people: Object.fromEntries(organisation.people), delegations }
  const packs = adoptedNow(house, organisation)
  const gone = organisation.packs.find((id) => !packs.some((pack) => pack.id === id))
  if (gone !== undefined) missing(gone)
  await inTransaction(house.pool, asSystem, async () => ({
    result: undefined,
    writes: replaceSight(sightOf(seen, packs, dayOf(house.now(), organisation))),
  }))
}
