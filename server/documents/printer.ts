import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { sourceAt } from '../project-root.ts'
import type { CasePaper, DocumentKind } from './paper.ts'

export type PrintJob = { readonly kind: DocumentKind; readonly paper: CasePaper }

export type Printer = {
  /** A document of a case as PDF; refused where too many wait already, or where it takes too long. */
  print(kind: DocumentKind, paper: CasePaper): Promise<Buffer | Refusal>
  close(): Promise<void>
}

/** So long may one document take, and so many may wait for theirs. */
const longestMs = 60_000
const mostWaiting = 12
/** A thread that nobody needs gives its fonts back. */
const idleMs = 10 * 60_000
const program = sourceAt('server/documents/print-thread.ts')

/** A thread of its own makes the documents, one after the other: each keeps a core busy, and requests must not wait for it. */
export function openPrinter(): Printer {
  let thread: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  const end = async () => {
    clearTimeout(idle)
    const ended = thread
    thread = undefined
    await ended?.terminate()
  }
  const work = async (job: PrintJob): Promise<Buffer | Refusal> => {
    clearTimeout(idle)
    thread ??= new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: 1024 } })
    try {
      const pdf = await answered(thread, job)
      idle = setTimeout(() => void end(), idleMs).unref()
      return pdf
    } catch (error) {
      await end()
      if ((error as Error).name === 'AbortError') return refuse('document.too-long')
      throw error
    }
  }
  return {
    async print(kind, paper) {
      if (waiting >= mostWaiting) return refuse('document.busy')
      waiting++
      const mine = last.then(() => work({ kind, paper }))
      last = mine.catch(() => {})
      return mine.finally(() => {
        waiting--
      })
    },
    close: end,
  }
}

/** Holds the process while the thread works, and not while it rests. */
async function answered(thread: Worker, job: PrintJob): Promise<Buffer> {
  thread.ref()
  const answer = once(thread, 'message', { signal: AbortSignal.timeout(longestMs) })
  thread.postMessage(job)
  const [bytes] = (await answer) as [Uint8Array]
  thread.unref()
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
