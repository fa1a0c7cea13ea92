import { createHash } from 'node:crypto'
import type { OfficeHours, YearFile } from '../core/calendar/calendar-shape.ts'
import { buildCalendar, type OfficeCalendar, type PlainCalendar } from '../core/calendar/office-calendar.ts'
import { type PackInForce, packInForce } from '../core/policy/pack-in-force.ts'
import type { Pack } from '../core/policy/pack-shape.ts'
import { canonical } from '../core/shared/canonical.ts'
import type { Pool } from './db/pool.ts'

export type PinnedCalendar = { readonly hash: string; readonly calendar: OfficeCalendar }

/** Packs and calendars by hash. What a case pinned is found here for ever, whatever the folders hold today. */
export type StoredPolicies = {
  /** @throws Error where the hash was never stored */
  pack(hash: string): Promise<PackInForce>
  calendar(hash: string): Promise<PinnedCalendar>
}

export type Policies = StoredPolicies & {
  /** The packs that stand in the folder now, by id. */
  readonly current: ReadonlyMap<string, PackInForce>
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
  const offices = new Map<string, Promise<PinnedCalendar>>()
  return {
    ...storedPolicies(pool, packs),
    current: new Map(packs.map((pack) => [pack.id, pack])),
    calendarFor: (office) => remember(offices, canonical(office), () => pinCalendar(pool, office, years)),
  }
}

/** What was stored by hash, each read once. @param known packs that need not be read */
export function storedPolicies(pool: Pool, known: readonly PackInForce[] = []): StoredPolicies {
  const packs = new Map(known.map((pack) => [pack.hash, Promise.resolve(pack)]))
  const calendars = new Map<string, Promise<PinnedCalendar>>()
  return {
    pack: (hash) => remember(packs, hash, async () => packInForce(await fetch<Pack>(pool, hash), hash)),
    calendar: (hash) => remember(calendars, hash, async () => calendarOf(await fetch<PlainCalendar>(pool, hash), hash)),
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

async function store(pool: Pool, kind: string, id: string, hash: string, body: unknown): Promise<void> {
  const values = [Buffer.from(hash, 'hex'), kind, id, JSON.stringify(body)]
  await pool.query(
    'insert into policy (hash, kind, id, body) values ($1, $2, $3, $4) on conflict (hash) do nothing',
    values,
  )
}

async function fetch<T>(pool: Pool, hash: string): Promise<T> {
  const { rows } = await pool.query<{ body: T }>('select body from policy where hash = $1', [Buffer.from(hash, 'hex')])
  const body = rows[0]?.body
  if (body === undefined || hashOfValue(body) !== hash)
    throw new Error(`policy ${hash.slice(0, 12)} is missing or changed`)
  return body
}
