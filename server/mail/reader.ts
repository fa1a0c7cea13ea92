import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { sourceAt } from '../project-root.ts'
import { limits, type Reason } from './limits.ts'
import type { Mail } from './read-mail.ts'

/** What a thread is asked: to read a mail, or for the bytes of one of its attachments. */
export type ReadJob = {
  readonly raw: Uint8Array
  readonly attachment?: number
  readonly pictures?: ReadonlyMap<string, string>
}
export type ReadAnswer =
  | { readonly mail: Mail }
  | { readonly reason: Reason }
  | { readonly bytes: Uint8Array }
  | { readonly page: string }

/** A mail that was read, or why it could not be. */
export type Looked = { readonly mail: Mail } | { readonly reason: Reason }

/** Reads mails in a thread of its own that is ended where a mail takes too long or too much. */
export type MailReader = {
  read(raw: Buffer): Promise<Looked>
  /** The bytes of an attachment of a mail that was read before, by its place. @throws where it cannot be had any more */
  bytesOf(raw: Buffer, attachment: number): Promise<Buffer>
  /** The HTML of a mail, harmless, with these pictures by their content ids; undefined where it cannot be had. */
  pageOf(raw: Buffer, pictures: ReadonlyMap<string, string>): Promise<string | undefined>
  close(): Promise<void>
}

const program = sourceAt('server/mail/read-thread.ts')

/**
 * A reader; one mail after the other.
 *
 * @param time milliseconds that one mail may take
 */
export function openMailReader(time: number = limits.time): MailReader {
  let thread: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  const end = async () => {
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }
  const ask = async (job: ReadJob): Promise<ReadAnswer> => {
    thread ??= await startThread()
    try {
      return await answered(thread, job, time)
    } catch (error) {
      await end()
      return { reason: reasonOf(error) }
    }
  }
  const inTurn = (job: ReadJob): Promise<ReadAnswer> => {
    const mine = last.then(() => ask(job))
    last = mine.catch(() => {})
    return mine
  }
  return {
    async read(raw) {
      if (raw.length > limits.bytes) return { reason: 'too-large' }
      const answer = await inTurn({ raw })
      return 'mail' in answer || 'reason' in answer ? answer : { reason: 'unreadable' }
    },
    async bytesOf(raw, attachment) {
      const answer = await inTurn({ raw, attachment })
      if (!('bytes' in answer)) throw new Error('a mail that was read could not be read again')
      return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength)
    },
    async pageOf(raw, pictures) {
      const answer = await inTurn({ raw, pictures })
      return 'page' in answer ? answer.page : undefined
    },
    close: end,
  }
}

/** A thread is given time to load before the clock of its first mail runs. */
async function startThread(): Promise<Worker> {
  const resourceLimits = { maxOldGenerationSizeMb: limits.memory, maxYoungGenerationSizeMb: 16 }
  const thread = new Worker(program, { resourceLimits })
  await once(thread, 'message')
  thread.unref()
  return thread
}

/** Holds the process while the thread works, and not while it rests. */
async function answered(thread: Worker, job: ReadJob, time: number): Promise<ReadAnswer> {
  thread.ref()
  const answer = once(thread, 'message', { signal: AbortSignal.timeout(time) })
  thread.postMessage(job)
  const [given] = (await answer) as [ReadAnswer]
  thread.unref()
  return given
}

function reasonOf(error: unknown): Reason {
  const { name, code } = error as { name?: string; code?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return 'too-slow'
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-much-memory' : 'unreadable'
}
