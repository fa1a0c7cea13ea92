import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { machineClock, openHouse } from '../app.ts'
import { migrate } from '../db/migrate.ts'
import type { House } from '../house.ts'
import { openStaffSession, staffCookie } from '../sessions/staff-session.ts'
import type { Scanner } from '../vault/scan.ts'
import { foundTown, type Plan, type Town } from './town.ts'

export type FreshHouse = {
  readonly house: House
  /** Addresses of this test's own database. */
  readonly database: { readonly appUrl: string; readonly ownerUrl: string; readonly superUrl: string }
  readonly keyFile: string
  /** Founds an organisation with people; see `foundTown`. */
  found(plan?: Plan): Promise<Town>
  /** The `cookie` header of a new session of a person. */
  cookieOf(person: string): Promise<string>
  /** A second process over the same database: another pool, directory and cache. Closed with the house. */
  another(now?: () => string): Promise<House>
  close(): Promise<void>
}

/** A clock that a test moves; hand its `now` to `freshHouse`. */
export type Clock = { now: () => string; set(moment: string): void; pass(duration: Temporal.DurationLike): void }

/** @param start ISO instant at which the clock stands until it is moved */
export function standingClock(start: string): Clock {
  let at = Temporal.Instant.from(start)
  return {
    now: () => at.toString({ fractionalSecondDigits: 3 }),
    set: (moment) => {
      at = Temporal.Instant.from(moment)
    },
    pass: (duration) => {
      at = at.add(duration)
    },
  }
}

const template = 'huiyin_template'

/**
 * A house over a database of its own, cloned from a template that holds the schema at head and nothing else.
 *
 * @param now     the clock; the machine's where left out
 * @param scanner where a clamd listens; none where left out
 */
export async function freshHouse({
  now = machineClock,
  scanner,
}: {
  now?: () => string
  scanner?: Scanner
} = {}): Promise<FreshHouse> {
  const urls = inject('database')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await asSuper(async (client) => {
    await ensureTemplate(client)
    await makeDatabase(client, name, template)
  })
  const within = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString()
  const database = { appUrl: within(urls.appUrl), ownerUrl: within(urls.ownerUrl), superUrl: within(urls.superUrl) }
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-key-'))
  const keyFile = join(folder, 'master.key')
  const setting = { keyFile, dataDir: join(folder, 'state'), ...(scanner && { scanner }) }
  const opened = [await openHouse(database, setting, { now })]
  const [{ house }] = opened as [(typeof opened)[0]]
  return {
    house,
    database,
    keyFile,
    found: (plan) => foundTown(house, plan),
    cookieOf: async (person) => `${staffCookie}=${await openStaffSession(house, person)}`,
    another: async (otherNow = now) => {
      const other = await openHouse(database, setting, { now: otherNow })
      opened.push(other)
      return other.house
    },
    close: async () => {
      await Promise.all(opened.map((one) => one.close()))
      await asSuper((client) => client.query(`drop database if exists ${name} with (force)`))
      await rm(folder, { recursive: true })
    },
  }
}

async function asSuper<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('database').superUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Once a run: the first test file that comes makes it, the others wait. Half-made it never has the template's name. */
async function ensureTemplate(client: pg.Client): Promise<void> {
  await client.query(`select pg_advisory_lock(hashtext('huiyin-template'))`)
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
  if (!rowCount) {
    const draft = `${template}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await makeDatabase(client, draft, 'template0')
    const { ownerUrl, appUrl } = inject('database')
    const url = Object.assign(new URL(ownerUrl), { pathname: `/${draft}` }).toString()
    await migrate(url, new URL(appUrl).username)
    await client.query(`alter database ${draft} rename to ${template}`)
  }
  await client.query(`select pg_advisory_unlock(hashtext('huiyin-template'))`)
}

async function makeDatabase(client: pg.Client, name: string, from: string): Promise<void> {
  await client.query(`create database ${name} owner huiyin_owner template ${from}`)
  await client.query(`revoke all on database ${name} from public`)
  await client.query(`grant connect on database ${name} to huiyin_app, huiyin_auditor`)
}
