import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { reachable } from '../webhooks/addresses.ts'
import type { Ways } from '../webhooks/guarded-request.ts'
import { receiverName } from './receiver.ts'
import { selfSigned } from './self-signed.ts'

/** What somebody asked the stand-in for. */
export type Heard = { readonly path: string; readonly authorization: string | undefined; readonly body: unknown }

/** WeCom and a gateway of short messages in one: it gives tokens that it may forget, and keeps what it is sent. */
export type StandIn = {
  /** `https://…` under which it is reached by `ways`. */
  readonly url: string
  readonly ways: Ways
  readonly heard: Heard[]
  /** Codes that the next messages are answered with, one each; 0 behind them. */
  readonly codes: number[]
  /** Tokens that were given; the last one holds. */
  tokens: number
  /** The status of the gateway. */
  status: number
  close(): Promise<void>
}

export async function standIn(): Promise<StandIn> {
  const certificate = selfSigned(receiverName)
  const server = createServer(certificate, (request, response) => {
    void answer(request).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const self: StandIn = {
    url: `https://${receiverName}:${port}`,
    ways: {
      inside: reachable(['127.0.0.1']),
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      ca: certificate.cert,
    },
    ...{ heard: [], codes: [], tokens: 0, status: 200 },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://x')
    const said = await text(request)
    const body: unknown = said ? JSON.parse(said) : Object.fromEntries(searchParams)
    self.heard.push({ path: pathname, authorization: request.headers.authorization, body })
    if (pathname === '/cgi-bin/gettoken') {
      const right = searchParams.get('corpsecret') === 'right'
      if (!right) return { status: 200, body: { errcode: 40001 } }
      self.tokens += 1
      return { status: 200, body: { errcode: 0, access_token: `token-${self.tokens}`, expires_in: 7200 } }
    }
    if (pathname !== '/cgi-bin/message/send') return { status: self.status, body: {} }
    const code = self.codes.shift()
    if (code !== undefined) return { status: 200, body: { errcode: code } }
    const isRight = searchParams.get('access_token') === `token-${self.tokens}`
    return { status: 200, body: { errcode: isRight ? 0 : 40014 } }
  }
  return self
}
