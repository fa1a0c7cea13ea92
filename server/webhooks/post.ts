import { createHmac } from 'node:crypto'
import type { LookupAddress } from 'node:dns'
import { lookup as resolve } from 'node:dns'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { mayReach, type Reachable } from './addresses.ts'
import { hostOf } from './target.ts'

/** A receiver that does not answer in so many milliseconds is tried again later; of its answer so many bytes are read. */
const patienceMs = 10_000
const mostRead = 16 * 1024

/** How a name becomes addresses; the machine's own way where left out. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>
export type Outgoing = {
  readonly url: URL
  readonly secret: string
  readonly id: string
  readonly body: string
  /** Seconds since 1970. */
  readonly at: number
}
export type Ways = {
  readonly inside: Reachable
  readonly resolve?: Resolve
  /** A further root of trust; only tests have one. */
  readonly ca?: string
}

/** `t=1770000000,v1=<hex>`: HMAC-SHA-256 over moment, dot and body, so that an old message cannot be sent again. */
function signatureOf(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
}

/**
 * Sends one message by POST. The name is resolved once, every address it has must lie outside, and the connection goes to the one that was
 * looked at, so that no second answer of a name server leads elsewhere. TLS is verified; a redirect is not followed.
 *
 * @returns the status, or a word for what went wrong
 */
export function post(outgoing: Outgoing, ways: Ways): Promise<string> {
  const { url, body, id, secret, at } = outgoing
  const host = hostOf(url)
  // A host that is an address is never looked up: it is looked at here.
  if (isIP(host) !== 0 && !mayReach(host, ways.inside)) return Promise.resolve('not-outside')
  return new Promise((settle) => {
    const sending = request(url, {
      method: 'POST',
      lookup: guarded(ways),
      timeout: patienceMs,
      agent: false,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(ways.ca && { ca: ways.ca }),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'huiyin-webhook/1',
        'huiyin-message': id,
        'huiyin-signature': signatureOf(secret, at, body),
      },
    })
    const late = setTimeout(() => sending.destroy(new Error('timeout')), patienceMs)
    sending.on('socket', (socket) =>
      socket.once('connect', () => {
        if (!mayReach(socket.remoteAddress ?? '', ways.inside)) sending.destroy(new NotOutside())
      }),
    )
    sending.on('response', (answer) => {
      let read = 0
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length
        if (read > mostRead) answer.destroy()
      })
      answer.on('close', () => clearTimeout(late))
      settle(String(answer.statusCode ?? 0))
    })
    sending.on('error', (error) => {
      clearTimeout(late)
      settle(wordFor(error))
    })
    sending.end(body)
  })
}

class NotOutside extends Error {
  readonly code = 'NOT_OUTSIDE'
}

function guarded({ inside, resolve: own = byMachine }: Ways): LookupFunction {
  return (name, options, done) => {
    own(name).then(
      (addresses) => {
        const [first] = addresses
        if (!first || addresses.some(({ address }) => !mayReach(address, inside))) return done(new NotOutside(), '', 4)
        if (options.all) return done(null, [...addresses])
        return done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 4),
    )
  }
}

const byMachine: Resolve = (name) =>
  new Promise((give, fail) => {
    resolve(name, { all: true }, (error, addresses) => (error ? fail(error) : give(addresses)))
  })

/** One word of a closed list: what a receiver answers stands nowhere in the house. */
function wordFor({ code = '', message }: Error & { code?: string }): string {
  if (code === 'NOT_OUTSIDE') return 'not-outside'
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return 'no-such-name'
  if (/CERT|TLS|SSL|ERR_OSSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'not-trusted'
  if (/timeout/i.test(message) || code === 'ETIMEDOUT') return 'timeout'
  return 'unreachable'
}
