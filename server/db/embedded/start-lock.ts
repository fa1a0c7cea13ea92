import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProblem } from './start-problem.ts'

const RETRY_MS = 40
const GIVE_UP_MS = 600_000

/**
 * Lets one process at a time start or stop the database of a directory. The lock is an abstract Unix socket: the kernel drops it
 * with its holder, so a `kill -9` leaves nothing behind that somebody would have to judge stale.
 *
 * @param dir     real path of the state directory
 * @param onWait  called once when somebody else holds the lock
 * @returns gives the lock back
 * @throws StartProblem after 10 minutes
 */
export async function takeStartLock(dir: string, onWait: () => void): Promise<() => void> {
  const name = `\0huiyin-${createHash('sha256').update(dir).digest('hex').slice(0, 32)}`
  const end = Date.now() + GIVE_UP_MS
  for (let waited = false; Date.now() < end; waited = true) {
    const release = await tryLock(name)
    if (release) return release
    if (!waited) onWait()
    await sleep(RETRY_MS)
  }
  throw startProblem(
    `另一个进程正在启动或停止 ${dir} 的数据库，已等待 10 分钟。`,
    `Another process has been starting or stopping the database of ${dir} for 10 minutes.`,
  )
}

function tryLock(path: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    // Exclusive: in a cluster worker the socket would be shared through the primary, and be no lock.
    server.listen({ path, exclusive: true }, () => resolve(() => void server.close()))
    server.unref()
  })
}
