import type { OfficeHours } from '../core/calendar/calendar-shape.ts'
import type { PackVersion } from '../core/organisation/state.ts'
import type { KeyRing } from './crypto/key-ring.ts'
import type { Pool } from './db/pool.ts'
import { asSystem, readAll } from './db/transaction.ts'
import type { Version } from './packs-in-force.ts'
import type { Policies } from './policies.ts'
import type { ToldFact } from './trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from './trail/read.ts'

export type Unit = {
  readonly id: string
  readonly parent: string | null
  readonly name: string
  readonly kind: string
  readonly closed: boolean
  /** Its own; null where it works as the unit above it does. */
  readonly hours: OfficeHours | null
}
export type Person = {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly disabled: boolean
  readonly posts: readonly { readonly post: string; readonly unit: string }[]
}

/** The organisation as it stood at its latest fact. */
export type Organisation = {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly office: OfficeHours
  readonly packs: readonly string[]
  /** Versions of packs put in force, in that order. */
  readonly versions: readonly Version[]
  readonly units: ReadonlyMap<string, Unit>
  readonly people: ReadonlyMap<string, Person>
}

export type Directory = {
  /** The organisation, at most a second old; undefined before it was founded. */
  now(): Promise<Organisation | undefined>
  /** Reads it anew: after a command of the organisation in this process. */
  refresh(): Promise<Organisation | undefined>
}

const freshFor = 1000

/** Keeps the organisation in memory and looks once a second whether another process changed it. */
export function openDirectory(pool: Pool, ring: KeyRing, policies: Policies): Directory {
  let known: Promise<Organisation | undefined> = Promise.resolve(undefined)
  let looked = Number.NEGATIVE_INFINITY
  const refresh = () => {
    looked = performance.now()
    const before = known
    known = before.catch(() => undefined).then((organisation) => load({ pool, ring, policies }, organisation))
    return known
  }
  return { now: () => (performance.now() - looked < freshFor ? known : refresh()), refresh }
}

type Row = { id: string; name: string; hours: OfficeHours; packs: string[]; versions: PackVersion[]; version: number }
type Sources = { readonly pool: Pool; readonly ring: KeyRing; readonly policies: Policies }

async function load(
  { pool, ring, policies }: Sources,
  known: Organisation | undefined,
): Promise<Organisation | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'organisation',
    text: 'select id, name, hours, packs, versions, version from organisation',
  })
  const row = rows[0]
  if (!row) return undefined
  if (known?.version === row.version) return known
  const { hours: office, versions, ...rest } = row
  return {
    ...{ ...rest, office },
    versions: await Promise.all(versions.map(async ({ from, hash }) => ({ from, pack: await policies.pack(hash) }))),
    units: await unitsOf(pool),
    people: await peopleOf(pool, ring, row.id),
  }
}

async function unitsOf(pool: Pool): Promise<ReadonlyMap<string, Unit>> {
  const { rows } = await pool.query<Unit>('select id, parent, name, kind, closed, hours from unit')
  return new Map(rows.map((unit) => [unit.id, unit]))
}

async function peopleOf(pool: Pool, ring: KeyRing, organisation: string): Promise<ReadonlyMap<string, Person>> {
  const statements = [selectFacts(organisation), selectBoxes(organisation)]
  const [facts, boxes] = await readAll<[ToldFact, LockedBox]>(pool, asSystem, statements)
  const opened = openBoxes(boxes, ring)
  const named = new Map(
    facts.filter((fact) => fact.type === 'PersonAdded').map((fact) => nameOf(openData(fact, opened))),
  )
  const { rows } = await pool.query<{ id: string; disabled: boolean; posts: { post: string; unit: string }[] }>(
    `select p.id, p.disabled, coalesce(json_agg(json_build_object('post', h.post, 'unit', h.unit_id)) filter (where h.post is not null), '[]') as posts
     from person p left join post_holding h on h.person_id = p.id group by p.id`,
  )
  return new Map(rows.map((row) => [row.id, { ...row, name: '', login: '', ...named.get(row.id) }]))
}

function nameOf({ person, name, login }: Record<string, unknown>): [string, { name: string; login: string }] {
  return [String(person), { name: String(name ?? ''), login: String(login ?? '') }]
}

/** A unit and all that it lies under, from itself to the root. */
function pathOf({ units }: Organisation, unit: string): string[] {
  const path: string[] = []
  for (let at = units.get(unit); at && path.length < 50; at = at.parent ? units.get(at.parent) : undefined)
    path.push(at.id)
  return path
}

/** The posts a person holds over a unit: at the unit itself or at one above it. None for people who were disabled. */
export function postsOver(organisation: Organisation, person: string, unit: string): string[] {
  const found = organisation.people.get(person)
  if (!found || found.disabled) return []
  const path = pathOf(organisation, unit)
  return found.posts.filter((held) => path.includes(held.unit)).map((held) => held.post)
}

/** When a unit works: by its own hours, else by those of the nearest unit above that has some, else by the organisation's. */
export function officeOf(organisation: Organisation, unit: string): OfficeHours {
  const path = pathOf(organisation, unit)
  const own = path.map((id) => organisation.units.get(id)?.hours).find((hours) => hours)
  return own ? { ...own, zone: organisation.office.zone } : organisation.office
}

/** Who holds a post over a unit: those nearest to it first, then by id. None who were disabled. */
export function holdersOver(organisation: Organisation, post: string, unit: string): string[] {
  const people = [...organisation.people.values()].filter(({ disabled }) => !disabled)
  const at = (one: string) =>
    people.filter(({ posts }) => posts.some((held) => held.post === post && held.unit === one)).map(({ id }) => id)
  return [...new Set(pathOf(organisation, unit).flatMap((one) => at(one).sort()))]
}
