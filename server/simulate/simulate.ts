import type { SimulationResult } from '../../api/simulation.ts'
import { resultOf } from '../../core/simulate/result.ts'
import { addTally, emptyTally, type Tally } from '../../core/simulate/tally.ts'
import type { House } from '../house.ts'
import { onAllCores } from '../on-all-cores.ts'
import { sourceAt } from '../project-root.ts'
import type { Change } from './change.ts'
import { caseRanges } from './read-histories.ts'
import { type Job, plainChange, type Task } from './task.ts'

/** So many cases are a job: few enough that the bar moves, and that all threads end at about the same time. */
const together = 250

export type OnProgress = (cases: number, all: number) => void

/**
 * What a change of packs, calendar or office hours would have made of all recorded cases, up to now. Nothing is stored and
 * nothing unsealed; every core of the machine is used.
 *
 * @param onProgress how many cases are done, of how many
 * @param stop       ends it early
 * @throws AbortError after a stop; what a broken database throws
 */
export async function simulate(
  house: House,
  change: Change,
  onProgress: OnProgress = () => {},
  stop?: AbortSignal,
): Promise<SimulationResult> {
  const until = house.now()
  const { ranges, cases } = await caseRanges(house.pool, together)
  const url = house.pool.options.connectionString ?? ''
  const tally = await tallyOnAllCores(
    { from: { url }, change: plainChange(change), until },
    ranges,
    (done) => onProgress(done, cases),
    stop,
  )
  return resultOf(tally, until)
}

/** The tally of all jobs. @param onProgress how many cases are done */
export async function tallyOnAllCores(
  task: Task,
  jobs: Iterable<Job> | AsyncIterable<Job>,
  onProgress: (cases: number) => void,
  stop: AbortSignal | undefined,
): Promise<Tally> {
  const tally = emptyTally()
  const take = (part: Tally) => {
    addTally(tally, part)
    onProgress(tally.cases)
  }
  await onAllCores(sourceAt('server/simulate/thread.ts'), task, jobs, take, stop)
  return tally
}
