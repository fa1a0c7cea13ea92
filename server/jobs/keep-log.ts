import type { Logger } from 'pino'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import type { StoredCheckpoint } from '../trail/log/checkpoint.ts'
import { mailCheckpoint } from '../trail/log/mail-checkpoint.ts'
import { outsidesOf, publish } from '../trail/log/outside.ts'
import { sequence } from '../trail/log/sequence.ts'
import { signLog } from '../trail/log/sign.ts'
import { oldestWaiting } from '../trail/log/waiting.ts'

/** A fact is in the log, signed and outside within a minute; a round takes far less than this. */
const everyMs = 20_000

/**
 * Takes what is new into the log, signs it and brings it outside; once that went through, the house knows since when.
 *
 * @throws LogDisagrees where the database no longer holds what was signed; what the file system says
 */
export async function keepLog(house: House): Promise<void> {
  for (let more = true; more; ) more = await sequence(house)
  failpoint('log.sequenced')
  const checkpoint = await signLog(house)
  const mailed = checkpoint ? mailCheckpoint(house, checkpoint) : Promise.resolve()
  // Heard below: a mail server that fails is told, and holds nothing up.
  mailed.catch(() => {})
  if (checkpoint) await bringOut(house, checkpoint)
  house.logWatch.keptAt = (await oldestWaiting(house)) ?? house.now()
  await mailed
}

async function bringOut(house: House, checkpoint: StoredCheckpoint): Promise<void> {
  const outsides = await outsidesOf(house)
  const done = await Promise.allSettled(outsides.map((outside) => publish(house, outside, checkpoint)))
  const failed = done.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

/** Keeps the log until stopped. @returns stops it after a last round, so that nothing waits for the next start */
export function startLogKeeper(house: House, logger: Logger): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const report = (error: Error & { code?: string }) =>
    logger.error({ fault: error.name, code: error.code }, 'the log could not be signed or brought outside')
  const round = () => keepLog(house).catch(report)
  const next = () => {
    running = round().then(() => {
      if (!stopped) timer = setTimeout(next, everyMs)
    })
  }
  let running = Promise.resolve()
  house.logWatch.keeps = true
  next()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
    await round()
  }
}
