import type { IncomingMessage } from 'node:http'
import { Busboy, type BusboyConfig, type BusboyInstance } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'
import type { Typed } from '../../../api/portal.ts'
import { type Refusal, refuse } from '../../../core/shared/refusal.ts'

const mebibyte = 2 ** 20
/** Of a plain form: the largest file, and how many; a page with a script sends larger ones in pieces. */
const wholeLimit = 20 * mebibyte
const limits = {
  fieldNameSize: 40,
  fieldSize: 400_000,
  fields: 60,
  files: 5,
  fileSize: wholeLimit,
  parts: 70,
  headerPairs: 50,
  headerSize: 8_000,
} satisfies BusboyConfig['limits']
const tooLarge = refuse('upload.too-large', { mebibytes: wholeLimit / mebibyte })
const tooMany = refuse('upload.too-many-at-once', { most: limits.files })
/** All of it lies in memory until it is in the vault: so many at a time, and each has so long. */
const mostAtOnce = 6
const patienceMs = 180_000
let underway = 0

/** A file as a plain form brought it; `why` it was not read. */
export type Brought = { readonly name: string } & ({ readonly bytes: Buffer } | { readonly why: Refusal })

const broughtWith = new WeakMap<FastifyRequest, readonly Brought[]>()

/** The files that came with a form. */
export function filesIn(request: FastifyRequest): readonly Brought[] {
  return broughtWith.get(request) ?? []
}

/**
 * Reads a form that brings files.
 *
 * @returns its fields; the files are found by `filesIn`
 * @throws Error with a code for the page that says sorry
 */
export async function readMultipart(request: FastifyRequest, payload: IncomingMessage): Promise<Typed> {
  if (underway >= mostAtOnce) throw withCode('ECONN_BUSY', 'too many forms with files at once')
  underway++
  const late = setTimeout(() => payload.destroy(withCode('ETIMEDOUT', 'a form that did not end')), patienceMs)
  try {
    const { typed, files } = await parse(request, payload)
    broughtWith.set(request, files)
    return typed
  } finally {
    clearTimeout(late)
    underway--
  }
}

type Parsed = { readonly typed: Typed; readonly files: readonly Brought[] }

function parse({ headers }: FastifyRequest, payload: IncomingMessage): Promise<Parsed> {
  return new Promise((resolve, reject) => {
    const typed: Record<string, string> = {}
    const files: Brought[] = []
    const unreadable = (error: Error) => reject(withCode('FST_ERR_CTP_INVALID_MEDIA_TYPE', error.message))
    const parser = busboyFor(headers, unreadable)
    if (!parser) return
    parser.on('field', (name, value) => {
      Object.defineProperty(typed, name, { value, enumerable: true, configurable: true, writable: true })
    })
    parser.on('file', (_field, stream, name) => {
      const pieces: Buffer[] = []
      let whole = true
      stream.on('data', (piece: Buffer) => whole && pieces.push(piece))
      stream.on('limit', () => {
        whole = false
        pieces.length = 0
      })
      // A field without a file comes as a file without a name.
      stream.on(
        'end',
        () => name && files.push(whole ? { name, bytes: Buffer.concat(pieces) } : { name, why: tooLarge }),
      )
    })
    parser.on('filesLimit', () => files.push({ name: '…', why: tooMany }))
    parser.on('error', (error) => unreadable(error as Error))
    parser.on('finish', () => resolve({ typed, files }))
    payload.on('error', reject).on('aborted', () => reject(withCode('ECONNRESET', 'a form that broke off')))
    payload.pipe(parser)
  })
}

function busboyFor(headers: FastifyRequest['headers'], failed: (error: Error) => void): BusboyInstance | undefined {
  try {
    return new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits })
  } catch (error) {
    failed(error as Error)
    return undefined
  }
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
