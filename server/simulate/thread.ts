import { parentPort, workerData } from 'node:worker_threads'
import { buildCalendar } from '../../core/calendar/office-calendar.ts'
import { packInForce } from '../../core/policy/pack-in-force.ts'
import { openReadingPool, type Pool } from '../db/pool.ts'
import { type StoredPolicies, storedPolicies } from '../policies.ts'
import { rulesUnder } from './change.ts'
import { readHistories } from './read-histories.ts'
import { tallyCases } from './tally-cases.ts'
import type { Job, Pinned, PlainPack, Task } from './task.ts'

// A thread of a simulation: replays the cases of each job it is sent and answers with what they came to.

const { from, change, until } = workerData as Task
const pool = 'url' in from ? openReadingPool(from.url, 1) : undefined
const policies = 'url' in from ? storedPolicies(pool as Pool) : pinnedPolicies(from)
const rulesOf = rulesUnder(policies, { ...change, packs: change.packs.map(inForce) })

parentPort?.on('message', async (job: Job) => {
  const histories = 'histories' in job ? job.histories : await readHistories(pool as Pool, job, until)
  parentPort?.postMessage(await tallyCases(histories, rulesOf, until))
})

function inForce({ content, hash }: PlainPack) {
  return packInForce(content, hash)
}

function pinnedPolicies({ packs, calendar: plain }: Pinned): StoredPolicies {
  const known = packs.map(inForce)
  const calendar = buildCalendar(plain.office, plain.years)
  return {
    pack: async (hash) => known.find((one) => one.hash === hash) as (typeof known)[0],
    calendar: async (hash) => ({ hash, calendar }),
  }
}
