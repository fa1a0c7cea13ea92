import pino from 'pino'
import type { House } from '../../server/house.ts'
import { buildServer } from '../../server/http/server.ts'
import { rooms } from '../../server/main.ts'

/**
 * The API as OpenAPI 3.1. Routes are only registered, never called, so no house stands behind them.
 *
 * @returns the whole file
 */
export async function openapi(): Promise<string> {
  const app = buildServer({} as House, rooms, pino({ level: 'silent' }))
  await app.ready()
  const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
  await app.close()
  return text
}
