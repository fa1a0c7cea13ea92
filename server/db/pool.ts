import type { Socket } from 'node:net'
import pg from 'pg'

/** Moments come back as they are stored and hashed: ISO in UTC with milliseconds. */
const timestamptz = 1184
pg.types.setTypeParser(timestamptz, isoOf)

/** `2026-02-13 09:59:00.12+00` is put together by hand: of a trail that is read whole a tenth of the time would go into dates. */
function isoOf(text: string): string {
  if (text === 'infinity') return text
  if (text[4] !== '-' || !text.endsWith('+00')) return new Date(text).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`
}

export type Pool = pg.Pool
export type Client = pg.PoolClient
export type Statement = { readonly name?: string; readonly text: string; readonly values?: unknown[] }

type Ask = (statement: unknown, values: unknown, answer: (error: Error | null, result: unknown) => void) => void

/**
 * The driver's own promise keeps the rows of every answer alive until the next collection of the whole heap, which makes
 * each collection of the young one several times as long. A promise around its callback keeps nothing.
 */
class ForgettingClient extends pg.Client {
  override query = ((statement: unknown, values: unknown, answer?: unknown) => {
    const ask = super.query.bind(this) as Ask
    if (typeof values === 'function' || typeof answer === 'function') return ask(statement, values, answer as never)
    return new Promise((resolve, reject) => {
      ask(statement, values, (error, result) => (error ? reject(error) : resolve(result)))
    })
  }) as typeof pg.Client.prototype.query
}

/**
 * Connections of the app. Statements are pipelined: several travel to the server in one round trip and are answered in
 * order; what follows a failed statement of a transaction fails too.
 *
 * @param size connections at most; the server's own limit is 60
 */
export function openPool(connectionString: string, size = 16): Pool {
  return poolOf(connectionString, size, '-c timezone=UTC')
}

/** Connections over which nothing can be written, whatever is sent. */
export function openReadingPool(connectionString: string, size: number): Pool {
  return poolOf(connectionString, size, '-c timezone=UTC -c default_transaction_read_only=on')
}

/** One connection of its own, pipelined as those of a pool; whoever opens it ends it. */
export async function openLine(connectionString: string): Promise<pg.Client> {
  const settings = { connectionString, pipeline: true, options: '-c timezone=UTC' }
  const client = new ForgettingClient(settings as pg.ClientConfig)
  await client.connect()
  return client
}

function poolOf(connectionString: string, size: number, options: string): Pool {
  const settings = { connectionString, max: size, pipeline: true, options, Client: ForgettingClient }
  const pool = new pg.Pool(settings as pg.PoolConfig)
  // A connection that breaks is replaced at its next use, and what runs on it fails by itself. It says so as an event as
  // well, idle to the pool and in use to itself; without a listener either would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * Lets what is sent on a connection in this turn of the event loop travel in one packet. The driver would hand each
 * statement to the kernel by itself, which costs more than all else it does for the statement.
 */
export function gather(client: Client): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.cork()
  process.nextTick(() => stream.uncork())
}
