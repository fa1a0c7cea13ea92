import { openHouse } from '../server/app.ts'
import type { Log } from '../server/db/embedded/log.ts'
import type { House } from '../server/house.ts'
import { openDatabase } from '../server/open-database.ts'
import { configOf } from './config-of.ts'
import type { Say } from './words.ts'

/** A command that is over in a moment says nothing of a database that starts and stops; trouble it tells. */
const quiet: Log = {
  info: () => {},
  warn: (_, message) => console.error(message),
  error: (_, message) => console.error(message),
}

/**
 * Runs work over the house. An embedded database that is not running is started for it, and stopped afterwards when nobody
 * else has come to use it.
 */
export async function withHouse<T>(say: Say, work: (house: House, ownerUrl: string) => Promise<T>): Promise<T> {
  const config = configOf(say)
  const { database, stopDatabase } = await openDatabase(config, quiet)
  try {
    const { house, close } = await openHouse(database, config, { checkpoints: config.checkpoints })
    return await work(house, database.ownerUrl).finally(close)
  } finally {
    await stopDatabase()
  }
}
