import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** A process that carries out jobs one after another, so that its program is warm and its cost is its own. */
export type Worker<Job, Result> = { run(job: Job): Promise<Result>; end(): void }

type Reply<Result> = { readonly result: Result } | { readonly failure: string }

/** Starts a worker; its file calls `serve`. @param file name inside this folder */
export function startWorker<Job, Result>(file: string): Worker<Job, Result> {
  const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return { run: (job) => ask<Job, Result>(child, job), end: () => child.disconnect() }
}

function ask<Job, Result>(child: ChildProcess, job: Job): Promise<Result> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`a worker ended with ${code}`))
    child.once('exit', died)
    child.once('message', (reply: Reply<Result>) => {
      child.off('exit', died)
      if ('result' in reply) resolve(reply.result)
      else reject(new Error(reply.failure))
    })
    child.send(job as object)
  })
}

/** Carries out the jobs that come, one at a time; the process ends when nobody sends any more. */
export function serve<Job, Result>(work: (job: Job) => Promise<Result>): void {
  const answer = (reply: Reply<Result>) => process.send?.(reply)
  process.on('message', (job: Job) => {
    work(job).then(
      (result) => answer({ result }),
      (error: Error) => answer({ failure: error.stack ?? error.message }),
    )
  })
  process.on('disconnect', () => process.exit())
}
