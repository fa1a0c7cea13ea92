import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { headerOf, type MailSink, mailSink } from '../../server/testing/mail-sink.ts'
import { openAckLog } from '../ack-log.ts'
import { judge, logName } from '../driver.ts'
import { newProduct, type Product, theProduct } from '../product.ts'
import { type Person, setUpStaff } from '../staff.ts'
import { openCase, sceneOf } from './scenes.ts'
import { ask, bring, houseAddress, Torn, type World } from './world.ts'

/** What became of one failpoint: whether it was reached, how long the product took to be back, and what was wrong then. */
export type Fate = {
  readonly name: string
  readonly reached: boolean
  readonly backMs: number
  readonly findings: readonly string[]
}

/** Every failpoint, as the code names them. */
export function allFailpoints(): string[] {
  const file = join(import.meta.dirname, '../../docs/generated/failpoints.generated.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { name: string }[]).map(({ name }) => name)
}

/**
 * Kills a product of its own once at each failpoint, has it come back, and looks whether anything is missing or torn that
 * was acknowledged. What was not answered is sent again with the same key and has to be there once.
 */
export async function failpointDrill(names: readonly string[], onFate: (fate: Fate) => void): Promise<Fate[]> {
  const arm = join(import.meta.dirname, 'arm.ts')
  const sink = await mailSink()
  const desk = { HUIYIN_MAIL_ADDRESS: houseAddress, HUIYIN_SMTP: `smtp://127.0.0.1:${sink.port}` }
  const product = await newProduct(['--import', arm, ...theProduct], desk)
  mkdirSync(join(product.dir, 'failpoints'), { mode: 0o700 })
  try {
    product.start()
    await product.answers()
    const world = await openWorld(product, sink)
    const fates: Fate[] = []
    for (const name of names) {
      const fate = await killAt(world, name)
      onFate(fate)
      fates.push(fate)
    }
    return fates
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${product.lastWords()}`, { cause: error })
  } finally {
    await product.dispose()
    await sink.close()
  }
}

async function openWorld(product: Product, sink: MailSink): Promise<World> {
  const staff = await setUpStaff(product.url)
  const me = staff.of('specialist')[0] as Person
  const log = openAckLog(join(product.dir, logName))
  const rest = { caseId: '', pending: [], bringing: undefined, brought: new Map(), passwords: [me.password] }
  const talks = { sink, owed: new Set<string>(), said: 0 }
  const world: World = { product, staff, log, me, ...rest, ...talks }
  await openCase(world)
  return world
}

async function killAt(world: World, name: string): Promise<Fate> {
  const { product } = world
  const scene = sceneOf(name)
  const folder = join(product.dir, 'failpoints')
  await scene.before?.(world)
  if (scene.atStart) await product.kill()
  rmSync(join(folder, 'reached'), { force: true })
  writeFileSync(join(folder, 'armed'), name)
  if (scene.atStart) product.start()
  const played = new AbortController()
  await Promise.race([scene.play(world).catch(() => {}), died(product, played.signal)])
  played.abort()
  const reached = linesOf(join(folder, 'reached')).includes(name)
  rmSync(join(folder, 'armed'))
  await product.kill()
  product.start()
  const backMs = await product.answers()
  const findings = await whatIsWrong(world).catch((error: Error) => [error.message])
  return { name, reached, backMs, findings }
}

/** Waits until the product has ended by itself. @param stop nobody waits any more */
async function died(product: Product, stop: AbortSignal): Promise<void> {
  while (!product.death() && !stop.aborted) await sleep(10)
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Sends again what was not answered, then looks: the store by the checker, the files by their bytes. */
async function whatIsWrong(world: World): Promise<string[]> {
  const { pending } = world
  world.pending = []
  for (const work of pending) await work()
  await bring(world)
  await settlePassword(world)
  const torn = await tornFiles(world)
  const mails = await mailsAmiss(world)
  const { findings } = await judge(world.product, [])
  return [...torn, ...mails, ...findings.map(({ kind, text }) => `${kind}: ${text}`)]
}

/** A mail that was not acknowledged is sent again after a minute. */
const mailWithinMs = 90_000

/** Everybody who was owed a receipt has got one, twice at most and under one id; every answer is a statement, once. */
async function mailsAmiss({ sink, owed, said, product }: World): Promise<string[]> {
  const idsTo = (address: string) =>
    sink.taken.filter(({ to }) => to.includes(address)).map((mail) => headerOf(mail, 'Message-ID'))
  const amiss = () =>
    [...owed].flatMap((address) => {
      const ids = idsTo(address)
      return ids.length >= 1 && ids.length <= 2 && new Set(ids).size === 1 ? [] : [`mails to ${address}: ${ids}`]
    })
  const until = performance.now() + mailWithinMs
  const wrong = async () => {
    const statements = await countIn(product, `select count(*)::int as n from fact where type = 'StatementAdded'`)
    const open = await countIn(product, `select count(*)::int as n from mail_out where state = 'waiting'`)
    return [
      ...amiss(),
      ...(statements === said ? [] : [`${statements} statements of ${said}`]),
      ...(open === 0 ? [] : [`${open} mails wait`]),
    ]
  }
  for (;;) {
    const found = await wrong()
    if (found.length === 0 || performance.now() > until) return found
    await sleep(500)
  }
}

async function countIn(product: Product, text: string): Promise<number> {
  const { url, password } = product.database()
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { password }).toString() })
  await client.connect()
  try {
    return (await client.query<{ n: number }>(text)).rows[0]?.n ?? 0
  } finally {
    await client.end()
  }
}

async function settlePassword(world: World): Promise<void> {
  if (world.passwords.length === 1) return
  for (const password of world.passwords) {
    const body = { old: password, new: `${password}x` }
    const answer = await ask(world, 'POST', '/api/password', body)
    if (answer.status === 204) {
      world.passwords = [body.new]
      return
    }
  }
  throw new Torn('neither the old password nor the new one opens the account')
}

/** The last files that were brought; each was looked at when it was new. */
const lookedAt = 3

async function tornFiles(world: World): Promise<string[]> {
  const faults: string[] = []
  for (const [id, { caseId, bytes }] of [...world.brought].slice(-lookedAt)) {
    const answer = await ask(world, 'POST', `/api/cases/${caseId}/files/${id}/original`, { reason: '核对' })
    const found = Buffer.from(await answer.arrayBuffer())
    if (!found.equals(bytes)) faults.push(`file ${id}: ${answer.status}, ${digestOf(found)} for ${digestOf(bytes)}`)
  }
  return faults
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12)
}
