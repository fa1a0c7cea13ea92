import { parentPort, workerData } from 'node:worker_threads'
import { ringFrom } from '../../crypto/key-ring.ts'
import { openReadingPool } from '../../db/pool.ts'
import { storedPolicies } from '../../policies.ts'
import type { Finding } from './finding.ts'
import { openView } from './pages.ts'
import type { Part, VerifyJob, VerifyTask } from './task.ts'
import { type Desk, verifyRange } from './walk.ts'

// A thread of a verification: goes through each range that it is sent and answers with what it found there.

const { ownerUrl, snapshot, keys, log, look } = workerData as VerifyTask
const desk = openDesk()

parentPort?.on('message', async ({ range, place }: VerifyJob) => {
  const findings: Finding[] = []
  const counts = await verifyRange(await desk, range, { onFinding: (one) => findings.push(one) })
  parentPort?.postMessage({ place, counts, findings } satisfies Part)
})

async function openDesk(): Promise<Desk> {
  const { entries, order, signings } = log
  // What comes from another thread is bytes, no longer a buffer.
  const buffer = Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength)
  return {
    client: await openView(ownerUrl, snapshot),
    ring: ringFrom(keys),
    policies: storedPolicies(openReadingPool(ownerUrl, 1)),
    log: { entries: buffer, order, signings },
    look,
  }
}
