import type { LookupAddress } from 'node:dns'
import { lookup as resolve } from 'node:dns'
import { type ClientRequest, type IncomingMessage, request as requestPlainly } from 'node:http'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { mayReach, type Reachable } from './addresses.ts'
import { hostOf } from './target.ts'

/** A server that does not answer in so many milliseconds is given up on; of its answer so many bytes are read. */
const usual = { patienceMs: 10_000, mostRead: 16 * 1024 }

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
  /** Milliseconds and bytes, where they are not the usual ones. */
  readonly limits?: { readonly patienceMs: number; readonly mostRead: number }
  /** Gives up when it is called off. */
  readonly signal?: AbortSignal
}
/**
 * What a server answered, or a word of ours for why there is no answer. `broken` says why an answer did not come whole:
 * `too-large`, `timeout`, `cancelled` or `broken-off`.
 */
export type Answered =
  | { readonly status: number; readonly body: string; readonly broken?: string }
  | { readonly word: string }

/**
 * Asks a server outside. The name is resolved once, every address it has must lie outside, and the connection goes to the one that was
 * looked at, so that no second answer of a name server leads elsewhere. TLS is verified; a redirect is not followed. Without TLS
 * only networks of the own house are reached, those that the operator named.
 */
export function askOutside(asked: Asked, ways: Ways): Promise<Answered> {
  const may = reachOf(asked.url, ways)
  const host = hostOf(asked.url)
  // A host that is an address is never looked up: it is looked at here.
  if (isIP(host) !== 0 && !may(host)) return Promise.resolve({ word: 'not-outside' })
  if (asked.signal?.aborted) return Promise.resolve({ word: 'cancelled' })
  return new Promise((settle) => {
    const asking = begin(asked, ways, may)
    const watch = watchOver(asking, asked)
    const end = (answered: Answered) => {
      watch.stop()
      settle(answered)
    }
    asking.on('response', (answer) => {
      const { pieces, isTooLarge } = piecesOf(answer, asked)
      answer.on('close', () => {
        const body = Buffer.concat(pieces).toString('utf8')
        const broken = isTooLarge() ? 'too-large' : watch.why()
        end({ status: answer.statusCode ?? 0, body, ...(answer.complete ? {} : { broken }) })
      })
    })
    asking.on('error', (error) => end({ word: wordFor(error) }))
    asking.end(asked.body)
  })
}

function begin({ url, method, headers, body, limits = usual }: Asked, ways: Ways, may: May): ClientRequest {
  const send = url.protocol === 'http:' ? requestPlainly : request
  const asking = send(url, {
    method,
    lookup: guarded(ways, may),
    timeout: limits.patienceMs,
    agent: false,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(ways.ca && { ca: ways.ca }),
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  })
  asking.on('socket', (socket) =>
    socket.once('connect', () => {
      if (!may(socket.remoteAddress ?? '')) asking.destroy(new NotOutside())
    }),
  )
  return asking
}

/** Gives a request up when its time is over, or when it is called off. */
function watchOver(asking: ClientRequest, { limits = usual, signal }: Asked) {
  let why = 'broken-off'
  const giveUp = (word: string) => {
    why = word
    asking.destroy(new Error(word))
  }
  const late = setTimeout(giveUp, limits.patienceMs, 'timeout')
  const callOff = () => giveUp('cancelled')
  signal?.addEventListener('abort', callOff, { once: true })
  const stop = () => {
    clearTimeout(late)
    signal?.removeEventListener('abort', callOff)
  }
  return { stop, why: () => why }
}

/** What comes of an answer, up to the limit: then it is read no further. */
function piecesOf(answer: IncomingMessage, { limits = usual }: Asked) {
  const pieces: Buffer[] = []
  let left = limits.mostRead
  answer.on('data', (piece: Buffer) => {
    pieces.push(piece.subarray(0, Math.max(0, left)))
    left -= piece.length
    if (left < 0) answer.destroy()
  })
  answer.on('error', () => {})
  return { pieces, isTooLarge: () => left < 0 }
}

class NotOutside extends Error {
  readonly code = 'NOT_OUTSIDE'
}

type May = (address: string) => boolean

/** Which addresses may be connected to: what is sent in the clear stays in the own house. */
function reachOf({ protocol }: URL, { inside }: Ways): May {
  return protocol === 'https:' ? (address) => mayReach(address, inside) : inside.has
}

function guarded({ resolve: own = byMachine }: Ways, may: May): LookupFunction {
  return (name, options, done) => {
    own(name).then(
      (addresses) => {
        const [first] = addresses
        if (!first || addresses.some(({ address }) => !may(address))) return done(new NotOutside(), '', 4)
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
  if (message === 'cancelled') return 'cancelled'
  if (/timeout/i.test(message) || code === 'ETIMEDOUT') return 'timeout'
  return 'unreachable'
}
