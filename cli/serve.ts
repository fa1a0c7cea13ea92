import { pino } from 'pino'
import type { Config } from '../server/config.ts'
import type { House } from '../server/house.ts'
import { openDatabase } from '../server/open-database.ts'
import { ensureBuilt } from './build.ts'
import { configOf } from './config-of.ts'
import { stopOnSignal } from './stopping.ts'
import type { Say } from './words.ts'

export type Occasion = {
  /** Runs before anybody can come in. */
  prepare(house: House, config: Config): Promise<void>
  /** What is told beside the address, once it answers. */
  lines(url: string): readonly string[]
  /** Whether the log keeps quiet about what goes well, so that what is told can be read. */
  readonly isQuiet: boolean
}

const plain: Occasion = { prepare: async () => {}, lines: () => [], isQuiet: false }

/** Serves until a signal says stop; requests under way are finished first. */
export async function serve(say: Say, { prepare, lines, isQuiet }: Occasion = plain): Promise<void> {
  const config = configOf(say)
  const logger = pino({ level: isQuiet && config.logLevel === 'info' ? 'warn' : config.logLevel })
  await ensureBuilt(say)
  // The program is loaded while the database starts.
  const [opened, { start }] = await Promise.all([openDatabase(config, logger), import('../server/main.ts')])
  const { url, stop: stopServer } = await start(config, opened, logger, (house) => prepare(house, config))
  const { stop } = stopOnSignal(say)
  for (const line of [...lines(url), say('started', { url })]) console.log(line)
  await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }))
  await stopServer()
}
