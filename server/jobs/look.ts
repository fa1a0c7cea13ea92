import type { Logger } from 'pino'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { look } from '../understanding/look.ts'
import { tellHot } from '../understanding/tell-hot.ts'
import { nowAndThen, wellAfterStartMs } from './now-and-then.ts'

/** How often it is looked whether complaints came in; a look at many takes some seconds of one core. */
const everyMs = 2 * 60_000

/**
 * Has the radar look again whenever complaints came in or were held apart, until stopped.
 *
 * @returns stops it; a look under way is given up, since the next start looks anew
 */
export function startLooking(house: House, logger: Logger): () => Promise<void> {
  let seen = ''
  const round = async (stop: AbortSignal) => {
    const now = await newest(house)
    if (now === seen) return
    await look(house, stop)
    seen = now
    const organisation = await house.directory.now()
    if (organisation) await tellHot(house, organisation)
  }
  return nowAndThen({ everyMs, firstMs: wellAfterStartMs }, round, (error) =>
    logger.warn({ fault: error.name, code: error.code }, 'the radar failed and tries again'),
  )
}

/** What changes when there is something new to look at. */
async function newest(house: House): Promise<string> {
  const text = `select (select max(received_at) from case_row)::text as received, (select max(at) from radar_apart)::text as apart, current_date::text as day`
  const [row] = await read<{ received: string | null; apart: string | null; day: string }>(house.pool, asSystem, {
    name: 'radar-newest',
    text,
  })
  return JSON.stringify(row)
}
