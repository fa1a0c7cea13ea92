import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pino from 'pino'
import { organisationCommands } from '../core/organisation/commands.ts'
import { openHouse } from '../server/app.ts'
import { type Embedded, startEmbedded } from '../server/db/embedded/start.ts'
import { openPool } from '../server/db/pool.ts'
import type { House } from '../server/house.ts'
import { startSearchKeeper } from '../server/jobs/keep-search.ts'
import { startWarming } from '../server/jobs/warm-search.ts'
import { handleOrganisation } from '../server/organisation/handle-organisation.ts'
import { asked } from './copies.ts'
import { rounded } from './figures.ts'
import { fillIndex } from './fill-index.ts'
import { type Filled, fillSearch } from './fill-search.ts'
import type { Place } from './product.ts'
import { inTemporaryPlace, settle } from './stage.ts'
import { textsFrom } from './texts.ts'

/** What a search is measured on: many cases, a reader of all of them, and a reader of one unit with a thousandth of them. */
export type SearchStage = {
  readonly house: House
  readonly superUrl: string
  readonly all: string
  readonly few: string
  readonly cases: number
  /** Of neighbouring cases all that is searched; among them no word can hide. */
  readonly window: readonly Filled[]
  /** All cases of the unit with few. */
  readonly ofFew: readonly Filled[]
  /** Some of all cases, evenly. */
  readonly some: readonly Filled[]
  /** How the filling went. */
  readonly filling: object
}

type Known = Omit<SearchStage, 'house' | 'superUrl'>

const windowed = 1_500
const sampled = 2_000
const share = 1_000

/** A number or a path that was named at the call: `--cases=100000`, `--at=/folder`. */
export function named(option: string): string | undefined {
  return process.argv.find((one) => one.startsWith(`--${option}=`))?.slice(option.length + 3)
}

/**
 * Runs a bench over a million cases, or as many as `--cases` names. With `--at` what was filled is kept in that folder and
 * used again; otherwise it is filled for this run and removed.
 */
export async function onSearchStage<T>(work: (stage: SearchStage, again: Again) => Promise<T>): Promise<T> {
  const folder = named('at')
  if (!folder) return inTemporaryPlace((place) => staged(place, join(place.dataDir, '..', 'known.json'), work))
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const place = { dataDir: join(folder, 'state'), keyFile: join(folder, 'key', 'master.key') }
  return staged(place, join(folder, 'known.json'), work)
}

/** Ends the database, drops what the system keeps of its files in memory, and starts it again. */
export type Again = <T>(work: (house: House) => Promise<T>) => Promise<T>

async function staged<T>(
  place: Place,
  file: string,
  work: (stage: SearchStage, again: Again) => Promise<T>,
): Promise<T> {
  if (!existsSync(file))
    await opened(place, async (house, database) => writeFile(file, JSON.stringify(await fill(house, database))))
  if (named('only') === 'fill') process.exit(0)
  await opened(place, indexed)
  if (named('only') === 'index') process.exit(0)
  const known = JSON.parse(await readFile(file, 'utf8')) as Known
  let held: { cold?: () => Promise<void> } = {}
  const again: Again = async (inCold) => {
    await held.cold?.()
    return opened(place, inCold)
  }
  return opened(place, async (house, database, close) => {
    held = {
      cold: async () => {
        await close()
        await dropFromMemory(place.dataDir)
      },
    }
    return work({ ...known, house, superUrl: within(database) }, again)
  })
}

async function opened<T>(
  { dataDir, keyFile }: Place,
  work: (house: House, database: Embedded, close: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const database = await startEmbedded({ dataDir, log: pino({ level: 'error' }) })
  const { house, close } = await openHouse(database, { dataDir, keyFile })
  const logger = pino({ level: 'error' })
  const stops = [startWarming(house, logger), startSearchKeeper(database.appUrl, house, logger)]
  let closed = false
  const end = async () => {
    if (closed) return
    closed = true
    await Promise.all(stops.map((stop) => stop()))
    await close()
    await database.stop()
  }
  try {
    return await work(house, database, end)
  } finally {
    await end()
  }
}

function within({ superUrl, ownerUrl }: Embedded): string {
  return Object.assign(new URL(superUrl), { pathname: new URL(ownerUrl).pathname }).toString()
}

async function dropFromMemory(folder: string): Promise<void> {
  const command = `find ${folder} -type f -size +8k -exec dd if={} iflag=nocache count=0 status=none \\;`
  await promisify(execFile)('sh', ['-c', `sync; ${command}`])
  // What root alone may do; the files of the database are out of memory without it.
  await writeFile('/proc/sys/vm/drop_caches', '3').catch(() => {})
}

async function fill(house: House, database: Embedded): Promise<Known> {
  const cases = Number(named('cases') ?? 1_000_000)
  const { clerk, units } = await settle(house)
  const root = [...((await house.directory.now())?.units.values() ?? [])].find(({ parent }) => !parent)
  const rootId =
    [...((await house.directory.now())?.units.entries() ?? [])].find(([, { parent }]) => !parent)?.[0] ?? ''
  if (!root) throw new Error('the organisation has a root')
  const small = await run(house, 'add-unit', { name: '小网点', kind: 'unit', parent: rootId })
  const posts = [{ post: 'supervisor', unit: small }]
  const few = await run(house, 'add-person', { name: '小王', login: 'xiaowang', password: crypto.randomUUID(), posts })
  const pool = openPool(within(database), 4)
  const kept: { window: Filled[]; ofFew: Filled[]; some: Filled[] } = { window: [], ofFew: [], some: [] }
  let number = 0
  const take = (filled: Filled) => {
    const from = Math.floor(cases / 2)
    if (number >= from && number < from + windowed) kept.window.push(filled)
    if (filled.unit === small) kept.ofFew.push(filled)
    if (number % Math.ceil(cases / sampled) === 0) kept.some.push(filled)
    number++
  }
  const unitOf = (n: number) => (n % share === 7 ? small : (units[n % units.length] ?? ''))
  const begun = performance.now()
  await fillSearch({ house, pool, clerk, unitOf, texts: textsFrom(20260213) }, cases, take)
  await pool.end()
  const filling = { fillSeconds: rounded((performance.now() - begun) / 1000, 0) }
  return { all: clerk, few, cases, ...kept, filling }
}

/** Indexes what the index does not know: everything after the filling, or after its form has changed. */
async function indexed(house: House, database: Embedded): Promise<void> {
  const superUrl = within(database)
  const known = '(select coalesce(sum(docs), 0) from search_segment)'
  const rows = await asked(superUrl, `select id from case_row order by received_at, id offset ${known}`)
  if (rows.length === 0) return
  const begun = performance.now()
  await fillIndex(
    house,
    rows.map(({ id }) => String(id)),
  )
  console.error(`indexed in ${rounded((performance.now() - begun) / 1000, 0)} s`)
  await asked(superUrl, 'truncate search_todo')
  for (const text of ['vacuum (analyze)', 'checkpoint']) await asked(superUrl, text)
}

async function run(house: House, name: string, input: unknown): Promise<string> {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(`no command ${name}`)
  const answer = await handleOrganisation(house, { command, input, caller: { kind: 'system', id: 'bench' } })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}
