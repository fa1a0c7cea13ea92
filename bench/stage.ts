import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { changePassword } from '../core/organisation/passwords.ts'
import { openHouse } from '../server/app.ts'
import { type Embedded, startEmbedded } from '../server/db/embedded/start.ts'
import type { House } from '../server/house.ts'
import { handleOrganisation } from '../server/organisation/handle-organisation.ts'
import { openStaffSession, staffCookie } from '../server/sessions/staff-session.ts'
import { foundTown } from '../server/testing/town.ts'
import { cpuOf, cpuOfTree, memoryOf } from './processes.ts'
import { type Place, startProduct } from './product.ts'

/** What a bench plays on: the product in a process of its own, its database, and an organisation whose people are known. */
export type Stage = {
  readonly port: number
  /** Header of a session of somebody who sees every unit and may do everything that is measured. */
  readonly cookie: string
  readonly clerk: string
  /** Two people who can be given cases. */
  readonly handlers: readonly [string, string]
  readonly units: readonly string[]
  readonly database: Embedded
  /** The same house, opened in this process: to prepare and to look, never to measure. */
  readonly house: House
  /** For files of this bench; removed with everything else. */
  readonly folder: string
  /** Has the database do after filling what it otherwise does in the hours after. */
  tidy(): Promise<void>
  /** Processor seconds so far. */
  cpu(): { server: number; postgres: number }
  /** Resident memory of the product's process in MiB. */
  memory(): number
}

/** A house with an organisation, to be filled and read in this process. */
export type Furnished = Pick<Stage, 'clerk' | 'handlers' | 'units' | 'house' | 'database' | 'tidy'>

/** Runs a bench over a house under a pack that no product serves: what it measures competes with nothing. */
export async function inHouse<T>(bench: (furnished: Furnished) => Promise<T>, pack?: string): Promise<T> {
  return inTemporaryPlace((place) =>
    besideIt(place, async (database, house) => {
      const people = await settle(house, pack)
      return Promise.race([interrupted(), bench({ ...people, database, house, tidy: () => tidy(database) })])
    }),
  )
}

/** Runs a bench on a stage of its own, in a directory that is removed afterwards whatever happens. */
export async function onStage<T>(bench: (stage: Stage) => Promise<T>): Promise<T> {
  return inTemporaryPlace(async (place) => {
    const product = await startProduct(place)
    try {
      return await besideIt(place, async (database, house) => {
        const people = await settle(house)
        const tidied = () => resting(product.pid).then(() => tidy(database))
        const tools = { folder: dirname(place.dataDir), tidy: tidied }
        const cpu = () => ({ server: cpuOf(product.pid), postgres: cpuOfTree(database.pid) })
        return Promise.race([
          interrupted(),
          bench({
            port: product.port,
            ...people,
            ...tools,
            database,
            house,
            cpu,
            memory: () => memoryOf(product.pid, 'VmRSS'),
          }),
        ])
      })
    } finally {
      await product.stop()
    }
  })
}

/** Waits until the product has done what new cases give it to do beside: index them, look at them. @throws Error after ten minutes */
async function resting(pid: number): Promise<void> {
  for (let left = 200; left > 0; left--) {
    const before = cpuOf(pid)
    await sleep(3000)
    if (cpuOf(pid) - before < 0.3) return
  }
  throw new Error('the product does not come to rest')
}

async function tidy({ superUrl, ownerUrl }: Embedded): Promise<void> {
  const { pathname } = new URL(ownerUrl)
  const client = new pg.Client({ connectionString: Object.assign(new URL(superUrl), { pathname }).toString() })
  await client.connect()
  await client.query('vacuum (analyze)')
  await client.query('checkpoint')
  await client.end()
}

/** Ends a bench on Ctrl-C, so that it still puts away what it started. */
function interrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => reject(new Error(`ended by ${signal}`)))
  })
}

/** A place for one product, open to the user that runs PostgreSQL; removed afterwards. */
export async function inTemporaryPlace<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-bench-'))
  await chmod(folder, 0o711)
  try {
    return await work({ dataDir: join(folder, 'state'), keyFile: join(folder, 'key', 'master.key') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function besideIt<T>(
  { dataDir, keyFile }: Place,
  work: (database: Embedded, house: House) => Promise<T>,
): Promise<T> {
  const database = await startEmbedded({ dataDir, log: pino({ level: 'error' }) })
  const { house, close } = await openHouse(database, { dataDir, keyFile })
  try {
    return await work(database, house)
  } finally {
    await close()
    await database.stop()
  }
}

const subordinate = Array.from({ length: 10 }, (_, number) => `unit-${number + 1}`)

export async function settle(
  house: House,
  pack = 'enterprise',
): Promise<Pick<Stage, 'cookie' | 'clerk' | 'handlers' | 'units'>> {
  const everywhere = (posts: readonly string[]) => posts.map((post) => ({ post, unit: 'root' }))
  const town = await foundTown(house, {
    packs: [pack],
    units: Object.fromEntries(subordinate.map((name) => [name, null])),
    people: {
      clerk: everywhere(['agent', 'supervisor']),
      first: everywhere(['specialist']),
      second: everywhere(['specialist']),
      director: everywhere(['director']),
    },
  })
  const { clerk = '', first = '', second = '' } = town.people
  return {
    cookie: `${staffCookie}=${await signIn(house, clerk)}`,
    clerk,
    handlers: [first, second],
    units: subordinate.map((name) => town.units[name] ?? ''),
  }
}

/** A session of somebody who has changed the first password. */
async function signIn(house: House, person: string): Promise<string> {
  const changed = await handleOrganisation(house, {
    command: changePassword,
    input: { password: randomUUID() },
    caller: { kind: 'staff', id: person },
  })
  if ('refusal' in changed) throw new Error(changed.refusal.code)
  return openStaffSession(house, person)
}
