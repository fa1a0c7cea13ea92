import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The product as an operator starts it, in a process of its own. */
export type Product = {
  readonly pid: number
  readonly port: number
  /** Milliseconds from the start of the process to its first answer. */
  readonly startedIn: number
  /** Ends it the way an operator does and waits until it is gone, its database too. */
  stop(): Promise<void>
}

const program = join(import.meta.dirname, '..', 'cli', 'huiyin')
const startWithinMs = 120_000

/** Where a product keeps its state and its key. */
export type Place = { readonly dataDir: string; readonly keyFile: string }

/** Starts the product and waits for its first answer. @throws Error where it ends instead */
export async function startProduct({ dataDir, keyFile }: Place): Promise<Product> {
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    HUIYIN_DATA: dataDir,
    HUIYIN_KEY_FILE: keyFile,
    HUIYIN_LOG_LEVEL: 'warn',
  }
  const begun = performance.now()
  const child = spawn('sh', [program, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  await firstAnswer(child, port)
  const startedIn = performance.now() - begun
  const stop = async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { pid: child.pid ?? 0, port, startedIn, stop }
}

async function firstAnswer(child: ChildProcess, port: number): Promise<void> {
  const begun = performance.now()
  while (performance.now() - begun < startWithinMs) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}`)
    const answered = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answered) return
    await sleep(2)
  }
  throw new Error('the product did not answer')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
