import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import type { House } from '../house.ts'
import { sourceAt } from '../project-root.ts'
import type { IndexFault, IndexTask } from '../search/task.ts'

/** A merge under way may take so long to come to a halt; ended before, it is begun anew. */
const patienceMs = 3_000

/**
 * Keeps the index of the search in a thread of its own, until stopped. A thread that dies is started again.
 *
 * @param appUrl the app's connection to the database
 * @returns stops it and waits for what is under way
 */
export function startSearchKeeper(appUrl: string, { ring }: House, logger: Logger): () => Promise<void> {
  let stopped = false
  let thread: Worker | undefined
  let again: NodeJS.Timeout | undefined
  const start = () => {
    thread = new Worker(sourceAt('server/search/thread.ts'), {
      workerData: { appUrl, keys: ring.plain() } satisfies IndexTask,
    })
    thread.on('message', (fault: IndexFault) => logger.warn(fault, 'the index of the search failed and tries again'))
    thread.on('error', (error: Error) =>
      logger.error({ fault: error.name }, 'the index of the search ended and is started again'),
    )
    thread.on('exit', () => {
      thread = undefined
      if (!stopped) again = setTimeout(start, patienceMs)
    })
  }
  start()
  return async () => {
    stopped = true
    clearTimeout(again)
    const last = thread
    if (!last) return
    const ended = once(last, 'exit')
    last.postMessage('stop')
    const cut = setTimeout(() => void last.terminate(), patienceMs)
    await ended
    clearTimeout(cut)
  }
}
