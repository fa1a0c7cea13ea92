import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/**
 * Hands jobs to threads, one for each core; a thread that is done draws the next.
 *
 * @param file program of the threads; it answers each message with one
 * @param task what each thread is given at its start
 * @param take gets the answers in the order in which they come
 * @param stop once aborted the threads are ended at once
 * @throws what a thread threw; AbortError after a stop
 */
export async function onAllCores<Job, Answer>(
  file: URL,
  task: unknown,
  jobs: AsyncIterable<Job> | Iterable<Job>,
  take: (answer: Answer) => void,
  stop?: AbortSignal,
): Promise<void> {
  const waiting = each(jobs)
  const threads = Array.from({ length: availableParallelism() }, () => new Worker(file, { workerData: task }))
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for await (const job of waiting) take(await answered<Answer>(thread, job, stop))
      }),
    )
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

async function* each<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items
}

async function answered<Answer>(thread: Worker, job: unknown, signal: AbortSignal | undefined): Promise<Answer> {
  const answer = once(thread, 'message', signal && { signal })
  thread.postMessage(job)
  const [first] = await answer
  return first
}
