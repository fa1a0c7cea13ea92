import type { Logger } from 'pino'
import type { House } from '../house.ts'
import { confirmedSoFar, learn } from '../understanding/learn.ts'
import { nowAndThen, wellAfterStartMs } from './now-and-then.ts'

/** How often it is looked whether there is something to learn. */
const everyMs = 5 * 60_000
/** So many further confirmations are worth a learning, at least this share of those before. */
const worth = { count: 10, share: 0.05 }

/**
 * Learns from what people confirm until stopped: soon after the start, and whenever enough was confirmed since.
 *
 * @returns stops it; a learning under way is given up, since the next start learns anew
 */
export function startLearning(house: House, logger: Logger): () => Promise<void> {
  let learnedFrom = 0
  const round = async (stop: AbortSignal) => {
    const confirmed = await confirmedSoFar(house)
    if (confirmed - learnedFrom < Math.max(worth.count, worth.share * learnedFrom)) return
    await learn(house, stop)
    learnedFrom = confirmed
  }
  return nowAndThen({ everyMs, firstMs: wellAfterStartMs }, round, (error) =>
    logger.warn({ fault: error.name, code: error.code }, 'learning failed and is tried again'),
  )
}
