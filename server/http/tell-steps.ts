import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Reply } from './routes.ts'

/** How far a work is, so often at most. */
const tellEveryMs = 200

type Progress = (cases: number, all: number) => void
/** What takes a while: it is told how to say how far it is, and when nobody listens any more. */
export type LongWork = (onProgress: Progress, gone: AbortSignal) => Promise<unknown>

/**
 * Answers with lines of JSON: how far the work is, in `cases` and `all`, at last its `result`, or that it `failed`. Takes
 * the answer out of the server's hands.
 *
 * @param step the shape of a line
 */
export async function tellSteps(step: z.ZodType, work: LongWork, request: FastifyRequest, reply: Reply): Promise<void> {
  reply.hijack()
  const { raw } = reply
  const gone = new AbortController()
  raw.on('close', () => gone.abort())
  raw.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  const tell = (line: unknown) => raw.write(`${JSON.stringify(step.parse(line))}\n`)
  try {
    tell({ result: await work(seldom(tell), gone.signal) })
  } catch (error) {
    if (gone.signal.aborted) return
    request.log.error({ fault: (error as Error).name }, 'a long work failed')
    tell({ failed: true })
  }
  raw.end()
}

/** Not so often that telling takes longer than doing. */
function seldom(tell: (line: unknown) => void): Progress {
  let told = Number.NEGATIVE_INFINITY
  return (cases, all) => {
    const now = performance.now()
    if (now - told < tellEveryMs && cases < all) return
    told = now
    tell({ cases, all })
  }
}
