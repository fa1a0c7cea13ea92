import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processStart } from './processes.ts'
import { type Embedded, startEmbedded } from './start.ts'

export type TestCluster = {
  cluster: Embedded
  /** Lets go of the cluster; the last one to do so removes its files. */
  dispose(): Promise<void>
}

const NAME = /^huiyin-test-(\d+)-(\d+)$/
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

let users = 0

/**
 * The one cluster of this test run, quick and not durable; each call of the same process gets the same one. What a killed run left
 * is cleared away first.
 */
export async function testCluster(): Promise<TestCluster> {
  clearLeftovers()
  const dataDir = join(tmpdir(), `huiyin-test-${process.pid}-${processStart(process.pid)}`)
  mkdirSync(dataDir, { recursive: true })
  if (statSync(dataDir).uid !== process.geteuid?.()) throw new Error(`${dataDir} is another user's`)
  chmodSync(dataDir, 0o711)
  users += 1
  const cluster = await startEmbedded({ dataDir, log: quiet, unsafeForTests: true })
  const dispose = async () => {
    await cluster.stop()
    users -= 1
    if (users === 0) rmSync(dataDir, { recursive: true, force: true })
  }
  return { cluster, dispose }
}

/** A server whose files are gone notices within a minute and ends by itself. */
function clearLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid, start] = NAME.exec(name) ?? []
    if (!pid || processStart(Number(pid)) === start) continue
    const dir = join(tmpdir(), name)
    if (statSync(dir, { throwIfNoEntry: false })?.uid === process.geteuid?.())
      rmSync(dir, { recursive: true, force: true })
  }
}
