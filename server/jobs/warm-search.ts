import type { Logger } from 'pino'
import type { House } from '../house.ts'
import { warmUp } from '../search/warm-up.ts'

/**
 * Reads what searches look up into memory, in the background. It is begun as soon as the house is open, so that most of it is done
 * before the first search comes.
 *
 * @returns stops it and waits for what is under way
 */
export function startWarming({ pool }: House, logger: Logger): () => Promise<void> {
  const stop = new AbortController()
  const warming = warmUp(pool, stop.signal).catch((error: Error & { code?: string }) =>
    logger.warn({ fault: error.name, code: error.code }, 'what searches look up could not be read beforehand'),
  )
  return () => {
    stop.abort()
    return warming
  }
}
