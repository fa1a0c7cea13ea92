import { attach, someoneAttached } from './attached.ts'
import { SUPER_USER } from './cluster.ts'
import { end, joinOrLaunch, type Running, revive, type Site } from './launch.ts'
import type { Log } from './log.ts'
import { findPlaces, makeStateDir } from './places.ts'
import { findPostmaster } from './postmaster.ts'
import { DATABASE } from './roles.ts'
import type { Secrets } from './secrets.ts'
import { socketDir } from './server-settings.ts'
import { takeStartLock } from './start-lock.ts'
import { watchOver } from './watch.ts'

export type EmbeddedOptions = {
  /** State directory, absolute; made where there is none. */
  dataDir: string
  log: Log
  /** Where the cluster goes when the state directory is closed to the user who runs PostgreSQL. */
  elsewhere?: string
  /** Nothing is forced to disk: it withstands a kill but no power cut. The product refuses to run on such a server. */
  unsafeForTests?: boolean
}

export type Embedded = {
  /** `huiyin_owner` owns the database and migrates it. */
  readonly ownerUrl: string
  /** `huiyin_app` owns nothing. By the Unix socket where there is one: the shortest way to the server. */
  readonly appUrl: string
  /** `huiyin_auditor`, to read. */
  readonly auditorUrl: string
  /** Superuser, in the maintenance database `postgres`. */
  readonly superUrl: string
  /** Directory of the Unix socket, which takes the same roles; undefined where its path would be too long for Linux. */
  readonly socketDir: string | undefined
  /** Process id of the server; another one after a restart. */
  readonly pid: number
  /** Whether the server was running already. */
  readonly attached: boolean
  /** Lets go of the server, and stops it when no other living process uses it. May be called again. */
  stop(): Promise<void>
}

/**
 * Starts the built-in PostgreSQL of a state directory, or joins the one that runs there already: after a `kill -9` of ours it goes on
 * and is found again. While the returned handle lives, a server that dies is restarted on the same port.
 *
 * @throws StartProblem, with a sentence in each language, when rights, platform, disk or a foreign file forbid it
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log, elsewhere = '/var/lib/huiyin', unsafeForTests } = options
  const dataDir = makeStateDir(options.dataDir)
  return underLock(dataDir, log, async () => {
    const site = { places: findPlaces(dataDir, elsewhere, log), durable: !unsafeForTests, log }
    const running = await joinOrLaunch(site)
    const { server, attached } = running
    log.info({ pid: server.pid, port: server.port, attached }, 'the database is running')
    return handle(site, running, attach(dataDir))
  })
}

function handle(site: Site, { server, secrets, attached }: Running, leave: () => void): Embedded {
  const { places, log } = site
  const restart = () => underLock(places.dataDir, log, () => revive(site, server.port))
  const watch = watchOver(server, places, restart, log)
  const letGo = async () => {
    await watch.end()
    await underLock(places.dataDir, log, async () => {
      leave()
      if (!someoneAttached(places.dataDir)) await end(findPostmaster(places) ?? watch.current(), log)
    })
  }
  let stopping: Promise<void> | undefined
  return {
    ...urls(server.port, secrets, socketDir(places.home)),
    socketDir: socketDir(places.home),
    attached,
    get pid() {
      return watch.current().pid
    },
    stop: () => {
      stopping ??= letGo()
      return stopping
    },
  }
}

async function underLock<T>(dataDir: string, log: Log, work: () => Promise<T>): Promise<T> {
  const onWait = () => log.info({ dataDir }, 'another process starts or stops the database; waiting')
  const release = await takeStartLock(dataDir, onWait)
  try {
    return await work()
  } finally {
    release()
  }
}

function urls(
  port: number,
  secrets: Secrets,
  socket: string | undefined,
): Pick<Embedded, 'ownerUrl' | 'appUrl' | 'auditorUrl' | 'superUrl'> {
  const url = (role: string, password: string, database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`
  return {
    ownerUrl: url('huiyin_owner', secrets.owner, DATABASE),
    appUrl: url('huiyin_app', secrets.app, DATABASE) + (socket ? `?host=${encodeURIComponent(socket)}` : ''),
    auditorUrl: url('huiyin_auditor', secrets.auditor, DATABASE),
    superUrl: url(SUPER_USER, secrets.super, 'postgres'),
  }
}
