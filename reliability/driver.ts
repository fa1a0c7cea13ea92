import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openAckLog } from './ack-log.ts'
import { type Load, type LoadFigures, type Rates, startLoad } from './load.ts'
import { newProduct, type Product, theProduct, whatNodeNeeds } from './product.ts'
import { openScreens } from './screens.ts'
import { type Staff, setUpStaff } from './staff.ts'

export type Drill = {
  /** `kill -9` of the program, so many times. */
  readonly app?: number
  /** `kill -9` of PostgreSQL with all its processes, so many times, while the program goes on. */
  readonly postgres?: number
  /** Both at the same moment. */
  readonly both?: number
  /** What Node runs; the product where left out. */
  readonly program?: readonly string[]
  /** A module that Node loads before it, to break it. */
  readonly planted?: string
  readonly rates?: Rates
  /** Do not wait for the clock of the last cases. */
  readonly hurried?: boolean
}

export type Verdict = { ok: boolean; findings: { kind: string; text: string }[]; counted: Record<string, number> }

/** Milliseconds from the kill to the first complaint that was sent after it and taken. */
export type BackAgain = { readonly kills: number; readonly medianMs: number; readonly worstMs: number }

export type Report = {
  readonly app: BackAgain
  readonly postgres: BackAgain
  readonly both: BackAgain
  readonly load: LoadFigures
  readonly verdict: Verdict
  /** Registrations opened again through the product after the last crash, and how many of them did not read as filed. */
  readonly readBack: { readonly read: number; readonly wrong: number }
  readonly stop: { readonly ms: number; readonly code: number | null }
  readonly seconds: number
}

/**
 * Loads a product of its own, kills what the drill says at random moments, and lets the checker judge what is stored.
 *
 * @throws Error when the product ends by itself, or does not come back without help
 */
export async function runDrill(drill: Drill): Promise<Report> {
  const begun = performance.now()
  const { program = theProduct, planted } = drill
  const product = await newProduct(planted ? ['--import', planted, ...program] : program)
  try {
    const result = await drillWith(product, drill)
    return { ...result, seconds: Math.round((performance.now() - begun) / 1000) }
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${product.lastWords()}`, { cause: error })
  } finally {
    await product.dispose()
  }
}

async function drillWith(product: Product, drill: Drill): Promise<Omit<Report, 'seconds'>> {
  product.start()
  await product.answers()
  const staff = await setUpStaff(product.url)
  const closeScreens = openScreens(product.url, [...staff.of('supervisor'), ...staff.of('director')])
  try {
    return await underLoad(product, drill, staff)
  } finally {
    closeScreens()
  }
}

async function underLoad(product: Product, drill: Drill, staff: Staff): Promise<Omit<Report, 'seconds'>> {
  const log = openAckLog(join(product.dir, logName))
  const load = startLoad(product.url, staff, log, drill.rates)
  const back = await breakThings(drill, product, load)
  await load.stop()
  log.close()
  if (!drill.hurried) await sleep(clockWithinSeconds * 1000)
  const readBack = await readAgain(product, staff, load)
  const verdict = await judge(product, drill.hurried ? [] : ['--clock-within', String(clockWithinSeconds)])
  return { ...back, load: load.figures, verdict, readBack, stop: await product.stop() }
}

export const logName = 'acknowledged.jsonl'

async function breakThings({ app = 0, postgres = 0, both = 0 }: Drill, product: Product, load: Load) {
  await takesAgain(product, load, performance.now())
  const restart = async (kill: () => Promise<void>) => {
    await kill()
    product.start()
    return true
  }
  const appAndDatabase = async () => {
    const killed = product.kill()
    product.killDatabase()
    await killed
  }
  return {
    app: await repeat(app, product, load, () => restart(product.kill)),
    postgres: await repeat(postgres, product, load, async () => product.killDatabase()),
    both: await repeat(both, product, load, () => restart(appAndDatabase)),
  }
}

/**
 * Every fifth time it is hit again before it is back, at a random moment of its start or recovery.
 *
 * @param hit tells whether there was something to kill
 */
async function repeat(kills: number, product: Product, load: Load, hit: () => Promise<boolean>): Promise<BackAgain> {
  const took: number[] = []
  let done = 0
  let hitAt = 0
  const hitNow = async () => {
    hitAt = performance.now()
    if (await hit()) done += 1
  }
  while (done < kills) {
    await sleep(100 + Math.random() * 400)
    await untilBusy(load)
    await hitNow()
    if (done % 5 === 4 && done < kills) {
      await sleep(Math.random() * 800)
      await hitNow()
    }
    took.push(await takesAgain(product, load, hitAt))
  }
  took.sort((a, b) => a - b)
  return { kills: done, medianMs: took[Math.floor(took.length / 2)] ?? 0, worstMs: took.at(-1) ?? 0 }
}

/** A moment at which a request is probably under way: where nothing is, a kill proves little. */
async function untilBusy({ latest }: Load): Promise<void> {
  const before = latest.asked
  while (latest.asked === before) await sleep(1)
  await sleep(Math.random() * 15)
}

const patienceMs = 180_000

/** @returns milliseconds from `since` until a complaint was taken that was sent after it @throws Error where none is, or the product has ended by itself */
async function takesAgain(product: Product, load: Load, since: number): Promise<number> {
  while (load.latest.sent <= since) {
    const death = product.death()
    if (death) throw new Error(death)
    if (performance.now() - since > patienceMs) throw new Error('no complaint was taken for minutes')
    await sleep(5)
  }
  return Math.round(load.latest.taken - since)
}

/** Reads some registrations through the product: their sealed texts open and are what was filed. */
async function readAgain({ url }: Product, staff: Staff, { registrations }: Load): Promise<Report['readBack']> {
  const step = Math.max(1, Math.floor(registrations.length / 200))
  const some = registrations.filter((_, index) => index % step === 0)
  const [reader] = staff.of('director')
  let wrong = 0
  for (const { id, title } of some) {
    const answer = await fetch(`${url}/api/cases/${id}`, { headers: { cookie: reader?.cookie ?? '' } })
    if (!(await answer.text()).includes(title)) wrong += 1
  }
  return { read: some.length, wrong }
}

/** The product looks at its clocks every five seconds; a case that waits for longer than this was forgotten. */
const clockWithinSeconds = 8

/** Runs the checker as the program of its own that it is. @throws Error where it could not look */
export async function judge(product: Product, options: readonly string[]): Promise<Verdict> {
  const { url, password } = product.database()
  const checker = join(import.meta.dirname, 'checker.mjs')
  const args = [checker, '--database', url, '--log', join(product.dir, logName), ...options]
  const setting = { env: { ...whatNodeNeeds, PGPASSWORD: password }, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, setting, (error, said, complaint) => {
      if (said) resolve(JSON.parse(said))
      else reject(new Error(complaint, { cause: error }))
    })
  })
}
