import type { Logger } from 'pino'
import { asSystem, read } from '../db/transaction.ts'
import { letTimePassIn } from '../handle-command.ts'
import type { House } from '../house.ts'
import { letImprovementTimePass } from '../improvement/handle-improvement.ts'
import { beginDays } from './begin-day.ts'
import { letTimePassOf } from './pass-time.ts'
import { recount } from './recount.ts'

/**
 * How often the sweeper looks, how many cases and rectifications it takes at a time, how many cases go into one
 * transaction, and how many transactions run side by side. A due moment is on record within a minute.
 */
const everyMs = 5_000
const batch = 200
const together = 50
const lanes = 2

/**
 * Written so that one plan serves every moment and every number of open duties: it walks the first entries of the two
 * indexes and nothing else. The limits stand written out, and so does what the indexes leave out; the moment is hidden in
 * a query of its own, since a plan made for this very moment would look cheaper and be made anew each time.
 */
const selectDue = `(${firstOf('case', 'case_row')}) union all (${firstOf('improvement', 'improvement_row')}) order by next_check_at limit ${batch}`

function firstOf(stream: string, table: string): string {
  return `select id, '${stream}' as stream, next_check_at from ${table} where next_check_at <= (select $1::timestamptz) and next_check_at < 'infinity' order by next_check_at limit ${batch}`
}

type Due = { readonly id: string; readonly stream: 'case' | 'improvement' }

/**
 * Lets time pass for every case and every rectification whose next moment has come. After an outage all that was missed comes first, oldest
 * first, each with its true moment. Two processes may sweep at once: whoever writes a stream first wins, the other finds
 * nothing left to do. A stream that fails is passed over and tried again in the next round.
 *
 * @returns how many were swept, and the failures
 */
export async function sweep(house: House): Promise<{ swept: number; failures: Error[] }> {
  const due = await read<Due>(house.pool, asSystem, { name: 'sweep', text: selectDue, values: [house.now()] })
  const [cases, improvements] = ['case', 'improvement'].map((stream) =>
    due.flatMap((one) => (one.stream === stream ? [one.id] : [])),
  )
  const failures = await passInLanes(house, cases ?? [])
  for (const id of improvements ?? [])
    await letImprovementTimePass(house, id).catch((error: Error) => failures.push(error))
  return { swept: due.length - failures.length, failures }
}

/** A few transactions side by side, so that the next cases are read and decided while the disk keeps the ones before. */
async function passInLanes(house: House, cases: readonly string[]): Promise<Error[]> {
  const groups = Array.from({ length: Math.ceil(cases.length / together) }, (_, n) =>
    cases.slice(n * together, (n + 1) * together),
  )
  const failures: Error[] = []
  const lane = async () => {
    for (let group = groups.shift(); group; group = groups.shift()) failures.push(...(await passCases(house, group)))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return failures
}

/** Several cases at once; one by one where somebody wrote to one of them meanwhile, or one of them cannot be read. */
async function passCases(house: House, cases: readonly string[]): Promise<Error[]> {
  const failures: Error[] = []
  await letTimePassOf(house, cases).catch(async () => {
    for (const id of cases) await letTimePassIn(house, id).catch((error: Error) => failures.push(error))
  })
  return failures
}

/** Sweeps, and counts groups that changed, until stopped. @returns stops it and waits for the round under way */
export function startSweeper(house: House, logger: Logger): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const report = (error: Error & { code?: string }) =>
    logger.warn({ fault: error.name, code: error.code }, 'the sweeper failed and tries again')
  const beginDay = beginDays(house)
  const round = async (): Promise<void> => {
    await beginDay().catch(report)
    const { swept, failures } = await sweep(house).catch((error: Error) => ({ swept: 0, failures: [error] }))
    failures.forEach(report)
    const counted = await recount(house).catch((error: Error) => ({ failures: [error] }))
    counted.failures.forEach(report)
    if (!stopped) timer = setTimeout(start, swept === batch ? 0 : everyMs)
  }
  const start = () => {
    running = round()
  }
  start()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
