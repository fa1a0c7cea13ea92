import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'
import type { Places } from './places.ts'
import { findPostmaster, isRunning, type Postmaster } from './postmaster.ts'
import { signal } from './processes.ts'

const LOOK_EVERY_MS = 200
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

export type Watch = {
  /** The server as last seen. */
  current(): Postmaster
  /** Ends the watch; a restart under way is finished first. */
  end(): Promise<void>
}

/**
 * Keeps a server running: when it dies it is restarted, as often as needed, so that connection pools find it again. Does not keep
 * the event loop alive.
 *
 * @param restart starts the server or adopts one that somebody else has restarted; may fail, and is then tried again after a pause
 */
export function watchOver(first: Postmaster, places: Places, restart: () => Promise<Postmaster>, log: Log): Watch {
  const end = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { ref: false, signal: end.signal }).catch(() => {})
  let server = first

  const revive = async () => {
    log.error({ pid: server.pid }, 'the database has died; restarting it')
    const died = Date.now()
    for (let wait = FIRST_PAUSE_MS; !end.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        server = await restart()
        log.warn({ pid: server.pid, port: server.port, ms: Date.now() - died }, 'the database is back')
        return
      } catch (err) {
        log.error({ err, again_in_ms: wait }, 'the database could not be restarted')
        await pause(wait)
      }
    }
  }
  const look = async () => {
    while (!end.signal.aborted) {
      if (!isRunning(server)) await revive()
      else hurryShutdown(places)
      await pause(LOOK_EVERY_MS)
    }
  }
  const looking = look()
  return {
    current: () => server,
    end: () => {
      end.abort()
      return looking
    },
  }
}

/**
 * Whoever sends the server a SIGTERM starts a shutdown that waits for our connections and refuses new ones: neither up nor down. It is
 * ended at once, and the server restarted.
 */
function hurryShutdown(places: Places): void {
  const found = findPostmaster(places)
  if (found?.status === 'stopping') signal(found.pid, 'SIGINT')
}
