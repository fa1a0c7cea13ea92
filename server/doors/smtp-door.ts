import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import type { House } from '../house.ts'
import { isAddress } from '../mail/address.ts'
import { limits } from '../mail/limits.ts'
import { storeMessage } from './store-message.ts'
import { domainOf } from './thread-token.ts'

export type SmtpIn = { readonly host: string; readonly port: number; readonly lmtp: boolean }
/** What a door is told: whose staff sees what comes in, and whom to wake. */
export type Behind = { readonly unitOf: () => Promise<string | undefined>; readonly ring: () => void }

/** Messages under way lie in memory: more bytes than these are asked to come again later. */
const mostUnderWay = 256 * 2 ** 20
const mostClients = 40
const patienceMs = 60_000

/**
 * Takes mail by SMTP or LMTP. It says 250 once the message is stored for good, and not before; whatever goes wrong is a
 * temporary refusal, after which the other side keeps the message and comes again.
 *
 * @returns the port, and what stops it
 */
export async function openSmtpDoor(
  house: House,
  { host, port, lmtp }: SmtpIn,
  behind: Behind,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const traffic = { bytes: 0 }
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    lmtp,
    banner: 'Huiyin',
    size: limits.bytes,
    authOptional: true,
    // Whoever speaks to it is a mail server of the house, on this machine or in its network: see docs/operate.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideSMTPUTF8: false,
    maxClients: mostClients,
    socketTimeout: patienceMs,
    closeTimeout: 5_000,
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(isOurs(house, address) ? null : refusal(550, 'no such mailbox')),
    onData: (stream, session, done) => {
      take(house, behind, traffic, { stream, session }).then(
        () => done(null, 'stored'),
        (error: Error & { responseCode?: number }) =>
          done(error.responseCode ? error : refusal(451, 'not stored, try again')),
      )
    },
  })
  // A peer that breaks its line is no matter of ours.
  server.on('error', () => {})
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed)
    server.listen(port, host, listening)
  })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () => new Promise((closed) => server.close(() => closed())),
  }
}

/** Mail for the house: its own address, answers to cases, and all else of its own domain; anything where it names none. */
function isOurs({ mail }: House, address: string): boolean {
  if (!mail) return true
  return isAddress(address) && domainOf(address).toLowerCase() === domainOf(mail.address).toLowerCase()
}

type Coming = { readonly stream: SMTPServerDataStream; readonly session: SMTPServerSession }

async function take(
  house: House,
  behind: Behind,
  traffic: { bytes: number },
  { stream, session }: Coming,
): Promise<void> {
  const raw = await collected(stream, traffic)
  const unit = await behind.unitOf()
  if (!unit) throw refusal(451, 'not set up yet')
  const { mailFrom, rcptTo } = session.envelope
  const from = mailFrom ? mailFrom.address : undefined
  const envelope = { from, to: rcptTo.map(({ address }) => address), client: session.remoteAddress }
  await storeMessage(house, { door: 'smtp', raw, unit, envelope })
  behind.ring()
}

/** All of a message. Reads to its end even where it is too much: the other side listens only then. */
async function collected(stream: SMTPServerDataStream, traffic: { bytes: number }): Promise<Buffer> {
  const pieces: Buffer[] = []
  let [held, isFull] = [0, false]
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      isFull ||= traffic.bytes + piece.length > mostUnderWay || stream.sizeExceeded
      if (isFull) continue
      held += piece.length
      traffic.bytes += piece.length
      pieces.push(piece)
    }
  } finally {
    traffic.bytes -= held
  }
  if (stream.sizeExceeded) throw refusal(552, 'message too large')
  if (isFull) throw refusal(452, 'busy, try again')
  return Buffer.concat(pieces)
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
