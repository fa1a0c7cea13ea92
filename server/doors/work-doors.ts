import type { Logger } from 'pino'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { fileAttachments } from './file-attachments.ts'
import { type Message, messageColumns } from './messages.ts'
import { sortMessage } from './sort-message.ts'

/** How often the doors are looked after without a ring, and how many messages at a time. */
const everyMs = 1_000
const batch = 16
/** A larger message is worked on by itself: all of it lies in memory meanwhile. */
const mostBeside = 1 << 20
/** A message that failed so often waits for a person; until then each wait is twice the one before, in seconds. */
const mostTries = 6
const firstWait = 5

/**
 * Works on what waits at the doors: messages to be read, and attachments to be filed. What fails by our fault is tried
 * again later and holds up nothing else.
 *
 * @returns how many there were, and what went wrong
 */
export async function workDoors(house: House): Promise<{ readonly count: number; readonly failures: Error[] }> {
  const text = `select ${messageColumns} from door_message
    where (state = 'waiting' or (case_id is not null and filed < files)) and next_try_at <= $1 order by next_try_at limit ${batch}`
  const waiting = await read<Message>(house.pool, asSystem, { name: 'doors-waiting', text, values: [house.now()] })
  const failures: Error[] = []
  const work = (message: Message) => workOn(house, message).catch((error: Error) => void failures.push(error))
  await Promise.all(waiting.filter(({ size }) => size <= mostBeside).map(work))
  for (const large of waiting.filter(({ size }) => size > mostBeside)) await work(large)
  return { count: waiting.length, failures }
}

async function workOn(house: House, message: Message): Promise<void> {
  try {
    await (message.state === 'waiting' ? sortMessage(house, message) : fileAttachments(house, message))
  } catch (error) {
    await putOff(house, message)
    throw error
  }
}

/** Later, or for a person to look at. The bytes stay either way. */
async function putOff({ pool, now }: House, { id, tries }: Message): Promise<void> {
  const text = `update door_message set tries = tries + 1, next_try_at = $2::timestamptz + make_interval(secs => $3),
      state = case when state = 'waiting' and tries + 1 >= $4 then 'quarantine' else state end,
      reason = case when state = 'waiting' and tries + 1 >= $4 then 'failed' else reason end where id = $1`
  const wait = firstWait * 2 ** Math.min(tries, 10)
  await read(pool, asSystem, { name: 'put-off', text, values: [id, now(), wait, mostTries] })
}

export type Doorman = { readonly ring: () => void; readonly stop: () => Promise<void> }

/** Looks after the doors until stopped; at once on a ring. */
export function startDoors(house: House, logger: Logger): Doorman {
  let [stopped, rung, active] = [false, false, false]
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  const report = (error: Error & { code?: string }) =>
    logger.warn({ fault: error.name, code: error.code }, 'a message at a door could not be worked on; tried again')
  const round = async (): Promise<void> => {
    rung = false
    const { count, failures } = await workDoors(house).catch((error: Error) => ({ count: 0, failures: [error] }))
    failures.forEach(report)
    active = false
    if (!stopped) timer = setTimeout(start, count > failures.length || rung ? 0 : everyMs)
  }
  const start = () => {
    active = true
    running = round()
  }
  start()
  return {
    ring: () => {
      rung = true
      if (active || stopped) return
      clearTimeout(timer)
      start()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
