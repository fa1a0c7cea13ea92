import type { LookupAddress } from 'node:dns'
import { lookup as resolve } from 'node:dns'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { mayReach, type Reachable } from './addresses.ts'
import { hostOf } from './target.ts'

/** A server that does not answer in so many milliseconds is given up on; of its answer so many bytes are read. */
const patienceMs = 10_000
const mostRead = 16 * 1024

/** How a name becomes addresses; the machine's own way where left out. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>
export type Ways = {
  readonly inside: Reachable
  readonly resolve?: Resolve
  /** A further root of trust; only tests have one. */
  readonly ca?: string
}
export type Asked = {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
/** What a server answered, or a word of ours for why there is no answer. */
export type Answered = { readonly status: number; readonly body: string } | { readonly word: string }

/**
 * Asks a server outside. The name is resolved once, every address it has must lie outside, and the connection goes to the one that was
 * looked at, so that no second answer of a name server leads elsewhere. TLS is verified; a redirect is not followed.
 */
export function askOutside({ url, method, headers, body }: Asked, ways: Ways): Promise<Answered> {
  const host = hostOf(url)
  // A host that is an address is never looked up: it is looked at here.
  if (isIP(host) !== 0 && !mayReach(host, ways.inside)) return Promise.resolve({ word: 'not-outside' })
  return new Promise((settle) => {
    const asking = request(url, {
      method,
      lookup: guarded(ways),
      timeout: patienceMs,
      agent: false,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(ways.ca && { ca: ways.ca }),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    const late = setTimeout(() => asking.destroy(new Error('timeout')), patienceMs)
    asking.on('socket', (socket) =>
      socket.once('connect', () => {
        if (!mayReach(socket.remoteAddress ?? '', ways.inside)) asking.destroy(new NotOutside())
      }),
    )
    asking.on('response', (answer) => {
      const pieces: Buffer[] = []
      let read = 0
      answer.on('data', (piece: Buffer) => {
        read += piece.length
        pieces.push(piece)
        if (read > mostRead) answer.destroy()
      })
      answer.on('error', () => {})
      answer.on('close', () => {
        clearTimeout(late)
        settle({ status: answer.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8', 0, mostRead) })
      })
    })
    asking.on('error', (error) => {
      clearTimeout(late)
      settle({ word: wordFor(error) })
    })
    asking.end(body)
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
