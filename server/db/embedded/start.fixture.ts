import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { projectRoot } from '../../project-root.ts'
import { processStart, signal } from './processes.ts'
import { type Embedded, type EmbeddedOptions, startEmbedded } from './start.ts'

type Options = Omit<EmbeddedOptions, 'log'>
type Surroundings = { uid?: number; gid?: number; env?: Record<string, string> }
type Told = Pick<Embedded, 'ownerUrl' | 'appUrl' | 'pid' | 'attached'>

const node26 = join(projectRoot, 'cli/node26')
const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const steps: (() => unknown)[] = []
let ready: string | undefined

export const isRoot = process.geteuid?.() === 0

/** Whether root has put this program where another user can run it. */
export function othersCanRun(uid: number): boolean {
  return isRoot && spawnSync('sh', [node26, '--version'], { uid, gid: uid, cwd: '/' }).status === 0
}

/** Has something undone at the end of the test. */
export function later(step: () => unknown): void {
  steps.push(step)
}

/** To be called after each test: undoes in reverse order what it did. */
export async function tidyUp(): Promise<void> {
  for (const step of steps.splice(0).reverse()) await step()
}

/** To be called after the last test of a file. */
export function forgetReady(): void {
  if (ready) rmSync(ready, { recursive: true, force: true })
  ready = undefined
}

/** An empty directory that every user may pass through. */
export function newDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-embedded-'))
  chmodSync(dir, 0o755)
  later(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A state directory whose database was started and stopped once. Copied, since making one takes a second. */
export async function usedDir(): Promise<string> {
  if (!ready) {
    ready = mkdtempSync(join(tmpdir(), 'huiyin-embedded-'))
    chmodSync(ready, 0o755)
    const db = await startEmbedded({ dataDir: ready, log: quiet, unsafeForTests: true })
    await db.stop()
    execFileSync('sh', ['-c', `rm -r ${ready}/pg-bin-* ${ready}/attached`])
  }
  const dir = newDir()
  execFileSync('cp', ['-a', '--reflink=auto', `${ready}/.`, dir])
  return dir
}

export async function start(options: Options): Promise<Embedded> {
  const db = await startEmbedded({ log: quiet, unsafeForTests: true, ...options })
  later(() => db.stop())
  return db
}

/** Another program that starts the database, says what it got, and lets go at the end of its input; leads a process group of its own. */
export function spawnProgram(options: Options, { env = {}, ...account }: Surroundings = {}): ChildProcess {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'start.ts'))})
    const quiet = { info() {}, warn() {}, error() {} }
    const db = await startEmbedded({ log: quiet, unsafeForTests: true, ...${JSON.stringify(options)} })
    const { ownerUrl, appUrl, pid, attached } = db
    console.log(JSON.stringify({ ownerUrl, appUrl, pid, attached }))
    process.stdin.resume().once('end', () => db.stop())`
  // By the script: on a bare Debian this Node needs a library that no empty environment names.
  const child = spawn('sh', [node26, '--input-type=module', '-e', code], {
    ...account,
    ...{ cwd: '/', env, stdio: 'pipe', detached: true },
  })
  later(async () => {
    child.stdin?.end()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  return child
}

/** The same, once it has its database. */
export async function startElsewhere(options: Options, surroundings?: Surroundings) {
  const child = spawnProgram(options, surroundings)
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const db: Told = JSON.parse(line)
    later(() => {
      if (processStart(db.pid) && child.signalCode) signal(db.pid, 'SIGQUIT')
    })
    return { child, db }
  }
  throw new Error('the other program ended without a word')
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export function ask(url: string, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query(sql, values)).rows)
}

/** Tries again for ten seconds. */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 200; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (left === 0) throw error
      await sleep(50)
    }
  }
}
