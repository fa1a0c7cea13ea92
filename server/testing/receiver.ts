import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { reachable } from '../webhooks/addresses.ts'
import type { Ways } from '../webhooks/post.ts'
import { type SelfSigned, selfSigned } from './self-signed.ts'

export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string }

/** A system that is told: it speaks TLS, keeps what it got, and answers as it is bid. */
export type Receiver = {
  readonly port: number
  readonly received: Received[]
  /** The ways by which it is reached: its name leads to this machine, its certificate is trusted. */
  readonly ways: Ways
  /** How it answers from now on: a status, with a `location` where it is one of a redirect; or it hangs up. */
  answer: { status: number; location?: string } | 'hang-up'
  close(): Promise<void>
}

export const receiverName = 'receiver.test'

/** @param certificate one for its name where left out */
export async function receiver(certificate: SelfSigned = selfSigned(receiverName)): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer(certificate, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (self.answer === 'hang-up') return request.socket.destroy()
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString(), path: request.url ?? '' })
      const { status, location } = self.answer
      response.writeHead(status, location ? { location } : {}).end('thanks')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const self: Receiver = {
    port: (server.address() as AddressInfo).port,
    received,
    ways: {
      inside: reachable(['127.0.0.1']),
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      ca: certificate.cert,
    },
    answer: { status: 204 },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return self
}
