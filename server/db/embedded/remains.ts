import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Places } from './places.ts'
import { belongsTo, clusterName, pidFile } from './postmaster.ts'
import { commandLine, processOwner, signal, worksIn } from './processes.ts'
import { socketDir } from './server-settings.ts'
import { startProblem } from './start-problem.ts'

const POLL_MS = 10
const ORPHANS_WITHIN_MS = 2_000

/**
 * Clears what a killed server left. PostgreSQL itself clears a pid file whose process is gone, but refuses to start while that pid
 * is some other process's or a zombie that nobody has buried, and while a server process of before still has the shared memory.
 *
 * @throws StartProblem when a server that we cannot see uses the cluster
 */
export async function clearRemains(places: Places): Promise<void> {
  const { cluster, home } = places
  // A server in single-user mode writes its pid with a minus; it counts as alive, and PostgreSQL says so.
  const pid = Math.abs(Number(pidFile(cluster)[0] ?? 0))
  if (!pid) return
  await endOrphans(places, pid)
  const dir = socketDir(home)
  const left = dir ? readdirSync(dir).map((name) => join(dir, name)) : []
  for (const path of left) if (await answers(path)) throw usedElsewhere(cluster)
  if (processOwner(pid) !== undefined && !belongsTo(pid, places))
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
  for (const path of left) rmSync(path, { force: true })
}

/** Ends server processes whose postmaster is dead: their work is lost already, and they hold the shared memory. */
async function endOrphans(places: Places, postmaster: number): Promise<void> {
  const orphans = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== postmaster && isChild(pid, places))
  for (const pid of orphans) signal(pid, 'SIGQUIT')
  const end = Date.now() + ORPHANS_WITHIN_MS
  while (orphans.some((pid) => isChild(pid, places)) && Date.now() < end) await sleep(POLL_MS)
  for (const pid of orphans) if (isChild(pid, places)) signal(pid, 'SIGKILL')
}

function isChild(pid: number, places: Places): boolean {
  const title = commandLine(pid)[0] ?? ''
  if (!title.startsWith(`postgres: ${clusterName(places)}: `)) return false
  return processOwner(pid) === (places.account?.uid ?? process.geteuid?.()) && worksIn(pid, places.cluster) !== false
}

/**
 * Whether somebody listens on a socket. A container of the same volume has processes that we do not see, and PostgreSQL does not
 * either: two servers would then write the same files.
 */
async function answers(path: string): Promise<boolean> {
  const socket = connect({ path })
  try {
    await once(socket, 'connect')
    return true
  } catch (error) {
    // Any other failure, such as a full queue, comes from somebody who is there.
    return !['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes((error as NodeJS.ErrnoException).code ?? '')
  } finally {
    socket.destroy()
  }
}

const usedElsewhere = (cluster: string) =>
  startProblem(
    `数据库目录 ${cluster} 正被另一个容器中的数据库使用。同一个数据卷同一时间只能由一个容器使用；请先停止那个容器。`,
    `The database directory ${cluster} is in use by a server in another container. One container at a time may use a volume: stop the other one first.`,
  )
