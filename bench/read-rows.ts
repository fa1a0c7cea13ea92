import { parentPort, workerData } from 'node:worker_threads'
import { openReadingPool } from '../server/db/pool.ts'
import { asSystem, read } from '../server/db/transaction.ts'
import { type CaseRange, selectGiven } from '../server/simulate/read-histories.ts'

// A thread that reads the rows of a simulation and does nothing with them.

const { url, until } = workerData as { url: string; until: string }
const pool = openReadingPool(url, 1)

parentPort?.on('message', async (range: CaseRange) => {
  const rows = await read<object>(pool, asSystem, selectGiven(range, until))
  parentPort?.postMessage(rows.length)
})
