import { createHash } from 'node:crypto'
import type { OfficeHours, YearFile } from '../core/calendar/calendar-shape.ts'
import { buildCalendar, type OfficeCalendar, type PlainCalendar } from '../core/calendar/office-calendar.ts'
import { type PackInForce, packInForce } from '../core/policy/pack-in-force.ts'
import type { Pack } from '../core/policy/pack-shape.ts'
import { canonical } from '../core/shared/canonical.ts'
import type { Client, Pool, Statement } from './db/pool.ts'
import { type AnnouncedYears, openYears } from './policy/announced-years.ts'

export type PinnedCalendar = { readonly hash: string; readonly calendar: OfficeCalendar }

/** Packs and calendars by hash. What a case pinned is found here for ever, whatever the folders hold today. */
export type StoredPolicies = {
  /** @throws Error where the hash was never stored */
  pack(hash: string): Promise<PackInForce>
  calendar(hash: string): Promise<PinnedCalendar>
}

export type Policies = StoredPolicies & {
  /** The packs that came with the program, by id; which version of a pack an organisation works under: packs-in-force.ts. */
  readonly current: ReadonlyMap<string, PackInForce>
  /** The years whose days off are known. */
  readonly years: AnnouncedYears
  /** The calendar of an office as it stands now; stored by hash the first time it is asked for. */
  calendarFor(office: OfficeHours): Promise<PinnedCalendar>
}

/** SHA-256 of a value's canonical form, hexadecimal. */
export function hashOfValue(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

/**
 * @param packs the packs of the folder, accepted by the loader; each is stored by its hash
 * @param years the calendar years of the folder
 */
export async function openPolicies(
  pool: Pool,
  packs: readonly PackInForce[],
  years: readonly YearFile[],
): Promise<Policies> {
  for (const pack of packs) await store(pool, 'pack', pack.id, pack.hash, pack.content)
  // Offices by the list of years that they were asked for under; another list begins anew.
  const offices = new WeakMap<readonly YearFile[], Map<string, Promise<PinnedCalendar>>>()
  const announced = openYears(pool, years)
  return {
    ...storedPolicies(pool, packs),
    current: new Map(packs.map((pack) => [pack.id, pack])),
    years: announced,
    calendarFor: async (office) => {
      const now = await announced.now()
      const known = offices.get(now) ?? new Map<string, Promise<PinnedCalendar>>()
      offices.set(now, known)
      return remember(known, canonical(office), () => pinCalendar(pool, office, now))
    },
  }
}

/** What was stored by hash, each read once. @param known packs that need not be read */
export function storedPolicies(pool: Pool, known: readonly PackInForce[] = []): StoredPolicies {
  const packs = new Map(known.map((pack) => [pack.hash, Promise.resolve(pack)]))
  const calendars = new Map<string, Promise<PinnedCalendar>>()
  return {
    pack: (hash) => remember(packs, hash, async () => packInForce(await fetchPolicy<Pack>(pool, hash), hash)),
    calendar: (hash) =>
      remember(calendars, hash, async () => calendarOf(await fetchPolicy<PlainCalendar>(pool, hash), hash)),
  }
}

function remember<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make()
  cache.set(key, made)
  void made.catch(() => cache.delete(key))
  return made
}

async function pinCalendar(pool: Pool, office: OfficeHours, years: readonly YearFile[]): Promise<PinnedCalendar> {
  const calendar = buildCalendar(office, years)
  const hash = hashOfValue(calendar.plain)
  await store(pool, 'calendar', office.zone, hash, calendar.plain)
  return { hash, calendar }
}

function calendarOf(plain: PlainCalendar, hash: string): PinnedCalendar {
  return { hash, calendar: buildCalendar(plain.office, plain.years) }
}

async function store(pool: Pool, kind: PolicyKind, id: string, hash: string, body: unknown): Promise<void> {
  const { text, values } = storePolicy(kind, id, hash, body)
  await pool.query(text, values)
}

/** What is found again by its hash: a pack, a calendar, or the files of a pack as somebody wrote them. */
export type PolicyKind = 'pack' | 'calendar' | 'pack-texts'

/** Keeps a body under its hash, for ever. @param id the pack, or the zone of the calendar */
export function storePolicy(kind: PolicyKind, id: string, hash: string, body: unknown): Statement {
  const text = 'insert into policy (hash, kind, id, body) values ($1, $2, $3, $4) on conflict (hash) do nothing'
  return { text, values: [Buffer.from(hash, 'hex'), kind, id, JSON.stringify(body)] }
}

/** What was kept under a hash. @throws Error where nothing was, or something else */
export async function fetchPolicy<T>(pool: Pool | Client, hash: string): Promise<T> {
  const { rows } = await pool.query<{ body: T }>('select body from policy where hash = $1', [Buffer.from(hash, 'hex')])
  const body = rows[0]?.body
  if (body === undefined || hashOfValue(body) !== hash)
    throw new Error(`policy ${hash.slice(0, 12)} is missing or changed`)
  return body
}
