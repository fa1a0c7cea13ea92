import type { OfficeHours } from '../core/calendar/calendar-shape.ts'
import type { Lent } from '../core/case/command.ts'
import { lentOn } from '../core/organisation/lent.ts'
import type {
  Delegation,
  HeldPost,
  LanguageModel,
  MessageChannel,
  PackVersion,
  Qualification,
  TokenState,
  WebhookState,
} from '../core/organisation/state.ts'
import type { KeyRing } from './crypto/key-ring.ts'
import type { Pool } from './db/pool.ts'
import { asSystem, readAll } from './db/transaction.ts'
import { dayOf, type Version } from './packs-in-force.ts'
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
  readonly posts: readonly HeldPost[]
  /** Posts of others that the person acts under today. */
  readonly lent: readonly (HeldPost & { readonly by: string })[]
}

/** The organisation as it stood at its latest fact. */
export type Organisation = {
  readonly id: string
  readonly version: number
  /** Day of the office on which it was read: by it posts are lent. */
  readonly today: string
  readonly delegations: readonly Delegation[]
  readonly qualifications: readonly Qualification[]
  /** Keys of other systems that were not revoked. */
  readonly tokens: readonly TokenState[]
  /** Systems that are told what happens to complaints. */
  readonly webhooks: readonly WebhookState[]
  /** By what the staff is told besides the screen, and complainants besides mail. */
  readonly channels: readonly MessageChannel[]
  readonly languageModel: LanguageModel
  /** Days after which what came in and became no complaint is deleted. */
  readonly messageDays: number
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

/** Keeps the organisation in memory and looks once a second whether another process changed it, or another day has begun. */
export function openDirectory(pool: Pool, ring: KeyRing, policies: Policies, now: () => string): Directory {
  let known: Promise<Organisation | undefined> = Promise.resolve(undefined)
  let looked = Number.NEGATIVE_INFINITY
  const refresh = () => {
    looked = performance.now()
    const before = known
    known = before.catch(() => undefined).then((organisation) => load({ pool, ring, policies, now }, organisation))
    return known
  }
  return { now: () => (performance.now() - looked < freshFor ? known : refresh()), refresh }
}

type Row = {
  id: string
  name: string
  hours: OfficeHours
  packs: string[]
  versions: PackVersion[]
  version: number
  delegations: Delegation[]
  qualifications: Qualification[]
  tokens: TokenState[]
  webhooks: WebhookState[]
  messageDays: number
  channels: MessageChannel[]
  languageModel: LanguageModel
}
type Sources = {
  readonly pool: Pool
  readonly ring: KeyRing
  readonly policies: Policies
  readonly now: () => string
}

async function load(
  { pool, ring, policies, now }: Sources,
  known: Organisation | undefined,
): Promise<Organisation | undefined> {
  const { rows } = await pool.query<Row>({
    name: 'organisation',
    text: 'select id, name, hours, packs, versions, version, delegations, qualifications, tokens, webhooks, message_days as "messageDays", channels, language_model as "languageModel" from organisation',
  })
  const row = rows[0]
  if (!row) return undefined
  const { hours: office, versions, ...rest } = row
  const today = dayOf(now(), { office })
  if (known?.version === row.version && known.today === today) return known
  return {
    ...{ ...rest, office, today },
    versions: await Promise.all(versions.map(async ({ from, hash }) => ({ from, pack: await policies.pack(hash) }))),
    units: await unitsOf(pool),
    people: await peopleOf(pool, ring, row.id, (personOf) => lentOn(row.delegations, personOf, today)),
  }
}

async function unitsOf(pool: Pool): Promise<ReadonlyMap<string, Unit>> {
  const { rows } = await pool.query<Unit>('select id, parent, name, kind, closed, hours from unit')
  return new Map(rows.map((unit) => [unit.id, unit]))
}

type Lending = (personOf: Parameters<typeof lentOn>[1]) => Delegation[]

async function peopleOf(
  pool: Pool,
  ring: KeyRing,
  organisation: string,
  lending: Lending,
): Promise<ReadonlyMap<string, Person>> {
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
  const byId = new Map(rows.map((row) => [row.id, row]))
  const lent = Map.groupBy(
    lending((id) => byId.get(id)),
    ({ to }) => to,
  )
  const actsAs = (id: string) => (lent.get(id) ?? []).map(({ post, unit, person: by }) => ({ post, unit, by }))
  return new Map(
    rows.map((row) => [row.id, { ...row, name: '', login: '', lent: actsAs(row.id), ...named.get(row.id) }]),
  )
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

/**
 * The posts a person holds over a unit, at the unit itself or at one above it, those lent for today included. None for
 * people who were disabled.
 */
export function postsOver(organisation: Organisation, person: string, unit: string): string[] {
  const found = organisation.people.get(person)
  if (!found || found.disabled) return []
  const path = pathOf(organisation, unit)
  return [...found.posts, ...found.lent].filter((held) => path.includes(held.unit)).map((held) => held.post)
}

/** Posts over a unit that a person acts under and does not hold there, and everybody for whom the person acts somewhere. */
export function actingFor(
  organisation: Organisation,
  person: string,
  unit: string,
): { lent: Lent[]; deputyOf: string[] } {
  const { posts = [], lent = [] } = organisation.people.get(person) ?? {}
  if (lent.length === 0) return { lent: [], deputyOf: [] }
  const path = pathOf(organisation, unit)
  const over = <T extends HeldPost>(held: readonly T[]) => held.filter((one) => path.includes(one.unit))
  const own = over(posts).map(({ post }) => post)
  return {
    lent: over(lent).filter(({ post }) => !own.includes(post)),
    deputyOf: [...new Set(lent.map(({ by }) => by))],
  }
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
    people
      .filter(({ posts, lent }) => [...posts, ...lent].some((held) => held.post === post && held.unit === one))
      .map(({ id }) => id)
  return [...new Set(pathOf(organisation, unit).flatMap((one) => at(one).sort()))]
}
