import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { ringFrom } from '../crypto/key-ring.ts'
import { openPool } from '../db/pool.ts'
import { indexWaiting } from './index-waiting.ts'
import { mergeOnce } from './merge-segments.ts'
import { type Shelf, shelfOf } from './shelf.ts'
import type { IndexFault, IndexTask } from './task.ts'

// The thread of the index: takes in what is new, and makes few large segments of many small ones. Requests wait for none of it.

/** How often it looks. What is written is found within two seconds. */
const everyMs = 400

const { appUrl, keys } = workerData as IndexTask
const ring = ringFrom(keys)
const pool = openPool(appUrl, 3)
const stop = new AbortController()

parentPort?.once('message', () => stop.abort())

async function keepIndex(shelf: Shelf): Promise<void> {
  while (!stop.signal.aborted) {
    const { taken, failures } = await indexWaiting(shelf).catch((error: Error) => ({ taken: 0, failures: [error] }))
    failures.forEach(report)
    if (taken === 0) await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {})
  }
}

/** Beside the other: it may take many seconds, in which what is new has to be found all the same. */
async function keepMerged(shelf: Shelf): Promise<void> {
  while (!stop.signal.aborted) {
    const more = await mergeOnce(shelf).catch((error: Error) => {
      report(error)
      return false
    })
    if (!more) await sleep(everyMs * 5, undefined, { signal: stop.signal }).catch(() => {})
  }
}

function report(error: Error & { code?: string }): void {
  parentPort?.postMessage({ fault: error.name, code: error.code } satisfies IndexFault)
}

const shelf = await shelfOf({ pool, ring, now: () => new Date().toISOString() })
await Promise.all([keepIndex(shelf), keepMerged(shelf)])
await pool.end()
