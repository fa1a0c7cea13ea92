import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The product as an operator has it: a program, its state directory, an address. */
export type Product = {
  readonly url: string
  readonly dir: string
  /** Where it takes mail, on this machine. */
  readonly mailPort: number
  /** Starts it; a person would wait until `answers`. */
  start(): void
  /** Waits until it can take a complaint; the first start may have its pages to build. @returns milliseconds since the start @throws Error when it ends or takes minutes */
  answers(): Promise<number>
  /** `kill -9` of the program; its database goes on. */
  kill(): Promise<void>
  /** `kill -9` of the database server and all its processes. @returns whether it ran */
  killDatabase(): boolean
  /** SIGTERM. @returns milliseconds until it ended, and how */
  stop(): Promise<{ ms: number; code: number | null }>
  /** How it ended without our doing; undefined while all is well. */
  death(): string | undefined
  /** The last it said, to be told beside what went wrong. */
  lastWords(): string
  /** Where the checker looks: all rows are seen, the password comes apart. */
  database(): { url: string; password: string }
  /** Ends whatever of it still runs and removes its files. */
  dispose(): Promise<void>
}

const root = join(import.meta.dirname, '..')
/** No setting of ours reaches the programs that we start, only what Node itself may need to run. */
const { PATH = '', LD_LIBRARY_PATH = '' } = process.env
export const whatNodeNeeds = { PATH, LD_LIBRARY_PATH }

/** The program that an operator starts. */
export const theProduct: readonly string[] = [join(root, 'cli', 'main.ts'), 'start']

/**
 * A product with a state directory of its own; not started yet.
 *
 * @param program what Node runs: a file and its arguments
 * @param further settings beside those that every product needs
 */
export async function newProduct(
  program: readonly string[],
  further: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-crash-'))
  // The database of a program that root starts runs as another user, who has to pass through.
  chmodSync(dir, 0o711)
  const port = await quietPort()
  const url = `http://127.0.0.1:${port}`
  const data = join(dir, 'data')
  const mailPort = await quietPort()
  const settings = { PORT: String(port), HUIYIN_SMTP_IN: `127.0.0.1:${mailPort}`, ...further }
  const env = { ...whatNodeNeeds, HUIYIN_DATA: data, HUIYIN_KEY_FILE: join(dir, 'master.key'), ...settings }
  let child: ChildProcess | undefined
  let started = 0
  let expected = true
  const start = () => {
    started = performance.now()
    expected = false
    child = spawnInto(join(dir, 'log'), program, env)
  }
  const end = async (signal: NodeJS.Signals) => {
    expected = true
    child?.kill(signal)
    if (child && !hasEnded(child)) await once(child, 'exit')
  }
  const death = () =>
    child && !expected && hasEnded(child)
      ? `the program ended by itself (${child.signalCode ?? child.exitCode})`
      : undefined
  return {
    url,
    dir,
    mailPort,
    start,
    answers: () => untilAnswered(url, started, death),
    kill: () => end('SIGKILL'),
    killDatabase: () => killTree(postmasterOf(data)),
    stop: async () => {
      const begun = performance.now()
      await end('SIGTERM')
      return { ms: Math.round(performance.now() - begun), code: child?.exitCode ?? null }
    },
    death,
    lastWords: () => readFileSync(join(dir, 'log'), 'utf8').slice(-4000),
    database: () => databaseOf(data),
    dispose: async () => {
      await end('SIGKILL')
      killTree(postmasterOf(data))
      await sleep(50)
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

function spawnInto(log: string, program: readonly string[], env: Record<string, string>): ChildProcess {
  const output = openSync(log, 'a')
  try {
    return spawn(process.execPath, program, { cwd: root, env, stdio: ['ignore', output, output] })
  } finally {
    closeSync(output)
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function untilAnswered(url: string, started: number, death: () => string | undefined): Promise<number> {
  while (performance.now() - started < 180_000) {
    const dead = death()
    if (dead) throw new Error(dead)
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok) return Math.round(performance.now() - started)
    await sleep(20)
  }
  throw new Error('the program did not answer within three minutes')
}

/** The cluster of a state directory; it lies elsewhere where the directory is closed to the database's user. */
function clusterOf(data: string): string {
  const pointer = join(data, 'pg-location')
  return join(existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : data, 'pg')
}

/** The lines of the server's pid file: pid, directory, start, port, …; none where no server runs. */
function pidFileOf(data: string): string[] {
  try {
    return readFileSync(join(clusterOf(data), 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** The server's process; undefined where the pid in its file is nobody's, or somebody else's by now. */
function postmasterOf(data: string): number | undefined {
  const pid = Number(pidFileOf(data)[0])
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(clusterOf(data)) ? pid : undefined
  } catch {
    return undefined
  }
}

function killTree(pid: number | undefined): boolean {
  if (pid === undefined) return false
  for (const one of [pid, ...childrenOf(pid)]) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // Gone in the meantime.
    }
  }
  return true
}

function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return text === '' ? [] : text.split(' ').map(Number)
  } catch {
    return []
  }
}

function databaseOf(data: string): { url: string; password: string } {
  const { owner } = JSON.parse(readFileSync(join(data, 'pg-secrets.json'), 'utf8'))
  return { url: `postgresql://huiyin_owner@127.0.0.1:${pidFileOf(data)[3]}/huiyin`, password: owner }
}

/** A free port below those that the kernel lends to connections: while the program is down nobody else gets it. */
async function quietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 8000)
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    await new Promise((resolve) => server.close(resolve))
    if (free) return port
  }
}
