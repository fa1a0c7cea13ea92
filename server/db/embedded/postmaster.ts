import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Log } from './log.ts'
import type { Places } from './places.ts'
import { commandLine, processOwner, processStart, signal, worksIn } from './processes.ts'
import { spawnAs } from './run-as.ts'
import { logDir, settingsFile } from './server-settings.ts'
import { startProblem } from './start-problem.ts'

/** A living server process; `start` tells it from a later process with the same pid. */
export type Postmaster = { pid: number; start: string; port: number; status: string }

const POLL_MS = 10
const READY_WITHIN_MS = 600_000
const STOP_WITHIN_MS = 60_000

/**
 * The living server of a cluster as its postmaster.pid tells. The file is the server's own word, so the process is looked at too:
 * after a reboot or in a new container the pid may be anybody's.
 */
export function findPostmaster(places: Places): Postmaster | undefined {
  const [pid = 0, , , port = 0, , , , status = ''] = pidFile(places.cluster)
  const start = Number(pid) > 0 ? processStart(Number(pid)) : undefined
  if (!start || !belongsTo(Number(pid), places)) return undefined
  return { pid: Number(pid), start, port: Number(port), status: status.trim() }
}

/** Whether a process is a server of this cluster, in single-user mode too. */
export function belongsTo(pid: number, { cluster, account }: Places): boolean {
  if (processOwner(pid) !== (account?.uid ?? process.geteuid?.())) return false
  return worksIn(pid, cluster) ?? commandLine(pid).includes(cluster)
}

/** The lines of postmaster.pid; none when there is no such file. */
export function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Whether this very server still runs. */
export function isRunning({ pid, start }: Pick<Postmaster, 'pid' | 'start'>): boolean {
  return processStart(pid) === start
}

/** The name that the server's processes bear in a list of processes; of its own for each cluster. */
export function clusterName({ cluster }: Places): string {
  return `huiyin-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`
}

/**
 * Starts the server so that it outlives us: own session, output to a file, not counted by our event loop.
 *
 * @throws StartProblem with the server's own words when it ends instead of becoming ready
 */
export async function startPostmaster(places: Places, { bin }: Binaries, log: Log): Promise<Postmaster> {
  const { home, cluster, account } = places
  const output = openOutput(home)
  const args = ['-D', cluster, '-c', `config_file=${settingsFile(home)}`, '-c', `cluster_name=${clusterName(places)}`]
  const child = await spawnAs(account, join(bin, 'postgres'), args, {
    detached: true,
    stdio: ['ignore', output, output],
  }).finally(() => closeSync(output))
  child.unref()
  const start = processStart(child.pid ?? 0)
  if (!child.pid || !start) throw serverFailed(home)
  return waitUntilReady(places, { pid: child.pid, start }, log)
}

function openOutput(home: string): number {
  rmSync(join(home, 'pg-start.log'), { force: true })
  return openSync(join(home, 'pg-start.log'), 'wx', 0o600)
}

/** Waits for a starting server, through a crash recovery too. @throws StartProblem when it ends or takes over 10 minutes */
export async function waitUntilReady(
  places: Places,
  process: Pick<Postmaster, 'pid' | 'start'>,
  log: Log,
): Promise<Postmaster> {
  const begun = Date.now()
  let told = begun
  while (isRunning(process)) {
    const found = findPostmaster(places)
    if (found?.pid === process.pid && found.status === 'ready') return found
    const now = Date.now()
    if (now - begun > READY_WITHIN_MS) break
    if (now - told > 5_000)
      log.info({ pid: process.pid, seconds: Math.round((now - begun) / 1000) }, 'the database is recovering')
    if (now - told > 5_000) told = now
    await sleep(POLL_MS)
  }
  throw serverFailed(places.home)
}

/** Stops the server the fast way: open work is rolled back, everything is written. @returns whether it has ended within a minute */
export async function stopPostmaster(server: Pick<Postmaster, 'pid' | 'start'>): Promise<boolean> {
  if (isRunning(server)) signal(server.pid, 'SIGINT')
  const end = Date.now() + STOP_WITHIN_MS
  while (isRunning(server) && Date.now() < end) await sleep(POLL_MS)
  return !isRunning(server)
}

function serverFailed(home: string) {
  const said = readFileSync(join(home, 'pg-start.log'), 'utf8').slice(-2000).trim()
  return startProblem(
    `数据库没有启动成功：${said}（日志目录：${logDir(home)}）`,
    `The database did not start: ${said} (logs in ${logDir(home)})`,
  )
}
