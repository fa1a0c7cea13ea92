import pg from 'pg'
import type { Database } from './app.ts'
import type { Config } from './config.ts'
import type { Log } from './db/embedded/log.ts'
import { startEmbedded } from './db/embedded/start.ts'
import { assertSafeServer } from './db/safe-settings.ts'

/** A database that the product must not run on; each sentence says what to change. */
class UnsafeServer extends Error {
  readonly problems: readonly { zh: string; en: string }[]
  constructor(problems: readonly { zh: string; en: string }[]) {
    super(problems.map(({ en }) => en).join(' '))
    this.problems = problems
  }
}

/** Addresses of a running database, and how to let go of it. */
export type OpenDatabase = { readonly database: Database; readonly stopDatabase: () => Promise<void> }

/**
 * The database that the configuration names: an own server, or the embedded one, started or found running.
 *
 * @returns its addresses, and how to let go of it: the embedded one stops when nobody else uses it
 * @throws StartProblem, UnsafeServer
 */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  const { database, stopDatabase } = await addresses(config, log)
  try {
    await refuseUnsafe(database.ownerUrl)
    return { database, stopDatabase }
  } catch (error) {
    await stopDatabase()
    throw error
  }
}

async function addresses({ database: named, dataDir }: Config, log: Log) {
  if (named.kind === 'server')
    return { database: { appUrl: named.appUrl, ownerUrl: named.migrateUrl }, stopDatabase: async () => {} }
  const embedded = await startEmbedded({ dataDir, log })
  return { database: embedded, stopDatabase: () => embedded.stop() }
}

async function refuseUnsafe(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const problems = await assertSafeServer(client).finally(() => client.end())
  if (problems.length > 0) throw new UnsafeServer(problems)
}
