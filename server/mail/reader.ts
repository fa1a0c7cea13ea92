import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { sourceAt } from '../project-root.ts'
import { limits, type Reason } from './limits.ts'
import type { Mail } from './read-mail.ts'

/** What a thread is asked: to read a mail and keep it at hand under a number, for something of one that it keeps, or to forget one. */
export type ReadJob =
  | { readonly raw: Uint8Array; readonly as: number }
  | { readonly of: number; readonly attachment: number }
  | { readonly of: number; readonly pictures: ReadonlyMap<string, string> }
  | { readonly forget: number }
export type ReadAnswer =
  | { readonly mail: Mail }
  | { readonly reason: Reason }
  | { readonly bytes: Uint8Array }
  | { readonly page: string }

/** A mail that was read, or why it could not be. */
export type Looked = { readonly mail: Mail } | { readonly reason: Reason }

/** A mail that is at hand in the thread that read it. */
export type OpenedMail = {
  readonly looked: Looked
  /** The bytes of an attachment, by its place. @throws where they cannot be had any more */
  bytesOf(attachment: number): Promise<Buffer>
  /** The HTML of the mail, harmless, with these pictures by their content ids; undefined where it cannot be had. */
  pageOf(pictures: ReadonlyMap<string, string>): Promise<string | undefined>
}

/** Reads mails in a thread of its own that is ended where a mail takes too long or too much. */
export type MailReader = {
  /** What a mail says. Large ones are handed over to the thread: nobody else has their bytes any more. */
  read(raw: Buffer): Promise<Looked>
  /** The same, with the mail at hand while something is done with it. */
  open<T>(raw: Buffer, work: (opened: OpenedMail) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const program = sourceAt('server/mail/read-thread.ts')
/** Of more bytes than these no second copy is made. */
const mostCopied = 1 << 20

/**
 * A reader; one mail after the other.
 *
 * @param checkedBy the name under which the mail server of the house writes what it found of senders
 * @param time      milliseconds that one mail may take
 */
export function openMailReader(checkedBy?: string, time: number = limits.time): MailReader {
  let thread: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()
  let count = 0
  const end = async () => {
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }
  const ask = async (job: ReadJob): Promise<ReadAnswer> => {
    thread ??= await startThread(checkedBy)
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
  const open: MailReader['open'] = async (raw, work) => {
    if (raw.length > limits.bytes) return work(openedAs(inTurn, 0, { reason: 'too-large' }))
    const as = ++count
    const answer = await inTurn({ raw, as })
    const looked: Looked = 'mail' in answer || 'reason' in answer ? answer : { reason: 'unreadable' }
    try {
      return await work(openedAs(inTurn, as, looked))
    } finally {
      await last
      thread?.postMessage({ forget: as } satisfies ReadJob)
    }
  }
  return { open, read: (raw) => open(raw, async ({ looked }) => looked), close: end }
}

function openedAs(inTurn: (job: ReadJob) => Promise<ReadAnswer>, of: number, looked: Looked): OpenedMail {
  return {
    looked,
    async bytesOf(attachment) {
      const answer = await inTurn({ of, attachment })
      if (!('bytes' in answer)) throw new Error('a mail that was read is not at hand any more')
      return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength)
    },
    async pageOf(pictures) {
      const answer = await inTurn({ of, pictures })
      return 'page' in answer ? answer.page : undefined
    },
  }
}

/** A thread is given time to load before the clock of its first mail runs. */
async function startThread(checkedBy: string | undefined): Promise<Worker> {
  const resourceLimits = { maxOldGenerationSizeMb: limits.memory, maxYoungGenerationSizeMb: 16 }
  const thread = new Worker(program, { resourceLimits, workerData: checkedBy })
  await once(thread, 'message')
  thread.unref()
  return thread
}

/** Holds the process while the thread works, and not while it rests. */
async function answered(thread: Worker, job: ReadJob, time: number): Promise<ReadAnswer> {
  thread.ref()
  const answer = once(thread, 'message', { signal: AbortSignal.timeout(time) })
  thread.postMessage(job, 'raw' in job ? movable(job.raw) : [])
  const [given] = (await answer) as [ReadAnswer]
  thread.unref()
  return given
}

function movable({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return isAlone && byteLength > mostCopied ? [buffer] : []
}

function reasonOf(error: unknown): Reason {
  const { name, code } = error as { name?: string; code?: string }
  if (name === 'AbortError' || name === 'TimeoutError') return 'too-slow'
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-much-memory' : 'unreadable'
}
