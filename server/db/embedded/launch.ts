import { existsSync } from 'node:fs'
import { Client } from 'pg'
import { someoneAttached } from './attached.ts'
import { placeBinaries, removeOtherBinaries } from './binaries.ts'
import { checkMajor, makeCluster, makeServerDirs, resetSuperPassword, SUPER_USER } from './cluster.ts'
import { freePort } from './free-port.ts'
import type { Log } from './log.ts'
import type { Places } from './places.ts'
import {
  findPostmaster,
  isRunning,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
  waitUntilReady,
} from './postmaster.ts'
import { clearRemains } from './remains.ts'
import { DATABASE, ensureRoles } from './roles.ts'
import { newSecrets, readSecrets, type Secrets, saveSecrets } from './secrets.ts'
import { settledPort, writeSettings } from './server-settings.ts'
import { startProblem } from './start-problem.ts'

export type Site = { places: Places; durable: boolean; log: Log }

export type Running = { server: Postmaster; secrets: Secrets; attached: boolean }

/** Joins the server that runs already, or starts one. Under the start lock. @throws StartProblem */
export async function joinOrLaunch(site: Site): Promise<Running> {
  const { dataDir } = site.places
  const server = await findReady(site)
  const secrets = server && readSecrets(dataDir)
  if (server && secrets) {
    await asSuper(server.port, secrets, async () => {})
    return { server, secrets, attached: true }
  }
  if (server && someoneAttached(dataDir)) throw secretsGone(dataDir)
  // Killed even before it had kept the passwords: nobody knows them, so the server is started anew with others.
  if (server) await end(server, site.log)
  return { ...(await launch(site, undefined)), attached: false }
}

/** Brings a dead server back on its port, or adopts the one that somebody else has brought back. Under the start lock. */
export async function revive(site: Site, port: number): Promise<Postmaster> {
  return (await findReady(site)) ?? (await launch(site, port)).server
}

/** Stops a server and says so; does nothing to one that has ended. */
export async function end(server: Postmaster, log: Log): Promise<void> {
  if (await stopPostmaster(server)) log.info({ pid: server.pid }, 'the database has stopped')
  else log.warn({ pid: server.pid }, 'the database was told to stop a minute ago and is still at it')
}

/** The running server, when it is ready; one that is about to stop is awaited, and is none. */
async function findReady({ places, log }: Site): Promise<Postmaster | undefined> {
  const found = findPostmaster(places)
  if (!found) return undefined
  if (found.status === 'stopping') {
    await end(found, log)
    return undefined
  }
  try {
    return await waitUntilReady(places, found, log)
  } catch (error) {
    if (isRunning(found)) throw error
    return undefined
  }
}

async function launch(site: Site, port: number | undefined): Promise<{ server: Postmaster; secrets: Secrets }> {
  const { places, durable } = site
  const binaries = placeBinaries(places.home)
  const known = readSecrets(places.dataDir)
  const secrets = known ?? newSecrets()
  const fresh = !existsSync(places.cluster)
  if (fresh) await makeCluster(places, binaries, secrets, durable)
  checkMajor(places.cluster, binaries)
  makeServerDirs(places)
  await clearRemains(places)
  writeSettings(places, port ?? (await freePort(settledPort(places.home))), durable)
  const healing = !fresh && !known
  if (healing) await resetSuperPassword(places, binaries, secrets)
  const server = await startOrJoin(site, () => startPostmaster(places, binaries, site.log))
  await asSuper(server.port, secrets, (client) => ensureRoles(client, secrets, healing))
  await asSuper(server.port, secrets, ensureExtensions, DATABASE)
  if (!known) saveSecrets(places.dataDir, secrets)
  removeOtherBinaries(places.home, binaries)
  return { server, secrets }
}

/** A server whose starter was killed a moment ago may win the race for the pid file; then it is the one to use. */
async function startOrJoin(site: Site, start: () => Promise<Postmaster>): Promise<Postmaster> {
  try {
    return await start()
  } catch (error) {
    const other = await findReady(site)
    if (other) return other
    throw error
  }
}

async function ensureExtensions(client: Client): Promise<void> {
  await client.query('create extension if not exists pg_prewarm')
}

async function asSuper(
  port: number,
  secrets: Secrets,
  work: (client: Client) => Promise<void>,
  database = 'postgres',
): Promise<void> {
  const login = { user: SUPER_USER, password: secrets.super, database, ssl: false }
  const client = new Client({ ...login, host: '127.0.0.1', port, connectionTimeoutMillis: 10_000 })
  // A server that dies meanwhile is reported by the call that waits for it, not as an event nobody hears.
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
  } catch (error) {
    throw (error as { code?: string }).code === '28P01' ? wrongSecrets() : error
  } finally {
    await client.end().catch(() => {})
  }
}

const wrongSecrets = () =>
  startProblem(
    '数据库不接受 pg-secrets.json 中的密码：该文件不属于这个数据库。请恢复与之配套的文件；或停止数据库、删除该文件后再启动，程序会重新设置密码。',
    'The database does not accept the passwords in pg-secrets.json: the file is not of this database. Restore the right one; or stop the database, delete the file and start again, which sets new passwords.',
  )

const secretsGone = (dataDir: string) =>
  startProblem(
    `${dataDir} 中的 pg-secrets.json 已不存在，而数据库正被另一个进程使用。请恢复该文件，或先停止那个进程再启动。`,
    `pg-secrets.json is gone from ${dataDir} while another process uses the database. Restore the file, or stop that process first.`,
  )
