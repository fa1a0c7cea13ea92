import type { House } from '../server/house.ts'
import { stopOnSignal } from './stopping.ts'
import { ensureWebBuilt } from './web-build.ts'
import { configOf } from './with-house.ts'
import type { Say } from './words.ts'

/**
 * Serves until a signal says stop; requests under way are finished first.
 *
 * @param first runs once the house is open, before the address is told
 */
export async function serve(
  say: Say,
  first: (house: House, url: string) => Promise<void> = async () => {},
): Promise<void> {
  const config = configOf(say)
  await ensureWebBuilt(say)
  const { start } = await import('../server/main.ts')
  const { url, house, stop: stopServer } = await start(config)
  const { stop } = stopOnSignal(say)
  const asked = new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }))
  try {
    await first(house, url)
    console.log(say('started', { url }))
    await asked
  } finally {
    await stopServer()
  }
}
