import type { ImapFlow } from 'imapflow'
import type { Logger } from 'pino'
import type { House } from '../house.ts'
import { limits } from '../mail/limits.ts'
import type { Behind } from './smtp-door.ts'
import { storeMessage } from './store-message.ts'

/** Without a word of the server the mailbox is looked at so often; after a failure the next try waits a third of it. */
const everyMs = 30_000
/** Where messages go that were stored, beside the mailbox they came into. */
const doneFolder = 'Huiyin'
/** So many messages are asked for at a time. */
const batch = 50

/**
 * Empties a mailbox: each message is stored for good and moved away only then, so that one which was cut off in between
 * is there the next time, and found to be stored already. Listens for new ones where the server can tell.
 *
 * @param url `imaps://user:password@host:port/mailbox`
 * @returns what stops it
 */
export function openImapDoor(house: House, url: string, behind: Behind, logger: Logger): () => Promise<void> {
  let stopped = false
  let line: ImapFlow | undefined
  const nap = napper()
  const run = async () => {
    while (!stopped) {
      try {
        line = await connect(url)
        line.on('exists', nap.wake)
        await line.mailboxCreate(doneFolder).catch(() => {})
        await line.mailboxOpen(mailboxOf(url))
        while (!stopped && line.usable) if ((await takeBatch(house, line, behind)) === 0) await listen(line, nap)
      } catch (error) {
        const { name, code } = error as Error & { code?: string }
        if (!stopped) logger.warn({ fault: name, code }, 'the mailbox could not be read; tried again')
      }
      line?.close()
      if (!stopped) await nap.wait(everyMs / 3)
    }
  }
  const running = run()
  return async () => {
    stopped = true
    nap.wake()
    line?.close()
    await running
  }
}

/** Has the server tell of new messages, where it can, until it is time to look anyway. */
async function listen(line: ImapFlow, nap: Nap): Promise<void> {
  // The next command ends it; what is wrong with the line, that command finds out.
  line.idle().catch(() => {})
  await nap.wait(everyMs)
}

async function connect(url: string): Promise<ImapFlow> {
  const { protocol, hostname, port, username, password } = new URL(url)
  const { ImapFlow } = await import('imapflow')
  const secure = protocol === 'imaps:'
  const line = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: false,
  })
  // Said of a line that breaks between two commands; the next command fails by itself.
  line.on('error', () => {})
  await line.connect()
  return line
}

function mailboxOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || 'INBOX'
}

/** Stores the first messages of the mailbox and moves them away. @returns how many there were */
async function takeBatch(house: House, line: ImapFlow, behind: Behind): Promise<number> {
  const unit = await behind.unitOf()
  const all = unit ? await line.search({ all: true }, { uid: true }) : []
  const uids = (all || []).slice(0, batch)
  for (const uid of uids) {
    const raw = unit ? await download(line, uid) : undefined
    if (!raw || !unit) continue
    await storeMessage(house, { door: 'imap', raw, unit, envelope: { to: [] } })
    behind.ring()
    await line.messageMove(String(uid), doneFolder, { uid: true })
  }
  return uids.length
}

/** The bytes of a message; of one that is too large its beginning, which says so by its size and waits for a person. */
async function download(line: ImapFlow, uid: number): Promise<Buffer | undefined> {
  const { content } = await line.download(String(uid), undefined, { uid: true, maxBytes: limits.bytes + 1 })
  if (!content) return undefined
  const pieces: Buffer[] = []
  for await (const piece of content as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

type Nap = { readonly wait: (ms: number) => Promise<void>; readonly wake: () => void }

/** Waits, unless woken; a word that comes while nobody waits ends the next wait at once. */
function napper(): Nap {
  let [isWoken, end] = [false, () => {}]
  return {
    wait: async (ms) => {
      if (!isWoken)
        await new Promise<void>((done) => {
          const timer = setTimeout(done, ms)
          end = () => {
            clearTimeout(timer)
            done()
          }
        })
      isWoken = false
    },
    wake: () => {
      isWoken = true
      end()
    },
  }
}
