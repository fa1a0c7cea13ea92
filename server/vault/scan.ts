import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Where clamd listens: a path, or host and port. */
export type Scanner = { readonly path: string } | { readonly host: string; readonly port: number }

/** Only `clean` lets a file out without a word; why it was not scanned is told. */
export type Verdict =
  | { readonly scan: 'clean' }
  | { readonly scan: 'infected'; readonly found: string }
  | {
      readonly scan: 'not-scanned'
      readonly found: 'no-scanner' | 'unreachable' | 'too-slow' | 'too-large' | 'failed' | 'unreadable'
    }

/** A scanner that takes nothing and says nothing for so long is given up. */
const patienceMs = 60_000

/**
 * Has clamd look at a file as it flows by (INSTREAM). Whatever goes wrong on the way to a clear answer is no clearance.
 *
 * @param bytes of the file; an error in them is `unreadable`
 * @param waitMs how long clamd may be silent
 */
export async function scanBytes(scanner: Scanner, bytes: AsyncIterable<Buffer>, waitMs = patienceMs): Promise<Verdict> {
  const socket = connect({ ...scanner })
  const answer = answerOf(socket, waitMs)
  try {
    return await Promise.race([answer, send(socket, bytes).then(() => answer)])
  } catch (error) {
    return { scan: 'not-scanned', found: error instanceof Unreadable ? 'unreadable' : 'failed' }
  } finally {
    socket.destroy()
  }
}

class Unreadable extends Error {}

/** What clamd says, whenever it says it: it may refuse a file half way and hang up. */
function answerOf(socket: Socket, waitMs: number): Promise<Verdict> {
  return new Promise((resolve) => {
    let said = ''
    const none = (found: 'unreachable' | 'too-slow') => resolve({ scan: 'not-scanned', found })
    socket.setTimeout(waitMs, () => none('too-slow'))
    socket.on('data', (piece) => {
      said += piece.toString('latin1').slice(0, 1000)
      if (said.includes('\0')) resolve(verdictOf(said))
    })
    socket.on('error', () => (said ? resolve(verdictOf(said)) : none('unreachable')))
    socket.on('close', () => (said ? resolve(verdictOf(said)) : none('unreachable')))
  })
}

function verdictOf(said: string): Verdict {
  const line = said.replace(/\0.*$/s, '').trim()
  if (line === 'stream: OK') return { scan: 'clean' }
  const [, found] = /^stream: (.{1,200}) FOUND$/.exec(line) ?? []
  if (found) return { scan: 'infected', found }
  return { scan: 'not-scanned', found: /size limit exceeded/i.test(line) ? 'too-large' : 'failed' }
}

/** The protocol: a command, then pieces with their length in front, then a piece of none. */
async function send(socket: Socket, bytes: AsyncIterable<Buffer>): Promise<void> {
  await put(socket, Buffer.from('zINSTREAM\0'))
  const pieces = bytes[Symbol.asyncIterator]()
  for (let next = await readable(pieces); !next.done; next = await readable(pieces)) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(next.value.length)
    await put(socket, length)
    await put(socket, next.value)
  }
  await put(socket, Buffer.alloc(4))
}

async function readable(pieces: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  return pieces.next().catch((cause: Error) => {
    throw new Unreadable('the file could not be read', { cause })
  })
}

async function put(socket: Socket, bytes: Buffer): Promise<void> {
  if (socket.destroyed || !socket.writable) return
  if (!socket.write(bytes)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {})
}
