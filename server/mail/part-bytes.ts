import type { Part } from './parts.ts'

/** Undoes what made bytes fit to travel. Without `out` it only counts. @returns how many bytes there are */
type Decode = (body: Buffer, out?: Buffer) => number

const decoders: Readonly<Record<string, Decode>> = {
  base64: decodeBase64,
  'quoted-printable': decodeQuotedPrintable,
  'x-uuencode': decodeUuencode,
  uuencode: decodeUuencode,
  'x-uue': decodeUuencode,
}

/** The bytes of a part as its sender had them before they were made fit to travel. */
export function partBytes(raw: Buffer, part: Part): Buffer {
  const { body, decode } = bodyOf(raw, part)
  if (!decode) return body
  // Of its own and exact, so that it can be handed to another thread as it is.
  const out = Buffer.allocUnsafeSlow(decode(body))
  decode(body, out)
  return out
}

/** How many bytes `partBytes` would give. */
export function partLength(raw: Buffer, part: Part): number {
  const { body, decode } = bodyOf(raw, part)
  return decode ? decode(body) : body.length
}

function bodyOf(raw: Buffer, { headers, start, end }: Part): { readonly body: Buffer; readonly decode?: Decode } {
  const body = raw.subarray(start, end)
  const encoding = headers
    .first('content-transfer-encoding')
    .toLowerCase()
    .match(/[\w-]+/)?.[0]
  const decode = decoders[encoding ?? '']
  if (!decode || (decode === decodeUuencode && firstUuLine(body) < 0)) return { body }
  return { body, decode }
}

/** Decoded in pieces of so many bytes: a whole file as text would take its size in memory three times. */
const piece = 48 << 10

function decodeBase64(body: Buffer, out?: Buffer): number {
  const room = out ?? Buffer.allocUnsafe(Math.min(body.length, piece) + 4)
  let [rest, length] = ['', 0]
  const take = (text: string) => {
    length += decodeInto(room, out ? length : 0, text)
  }
  for (let at = 0; at < body.length; at += piece) {
    const text = rest + body.toString('latin1', at, at + piece).replace(/[^A-Za-z0-9+/=]+/g, '')
    const whole = text.length - (text.length % 4)
    rest = text.slice(whole)
    take(text.slice(0, whole))
  }
  take(rest)
  return length
}

/** Some senders close each line on its own: every run up to its padding is decoded by itself. @returns bytes written */
function decodeInto(out: Buffer, from: number, text: string): number {
  if (!text.includes('=')) return out.write(text, from, 'base64')
  let at = from
  for (const run of text.split(/=+/)) at += out.write(run, at, 'base64')
  return at - from
}

const equals = 0x3d

function decodeQuotedPrintable(body: Buffer, out?: Buffer): number {
  let length = 0
  for (let at = 0; at < body.length; ) {
    const byte = body[at] as number
    const step = byte === equals ? escapeAt(body, at) : undefined
    at += step?.length ?? 1
    if (step && step.byte === undefined) continue
    if (out) out[length] = step?.byte ?? byte
    length += 1
  }
  return length
}

/** A byte in two digits, or a line that goes on; undefined where the sign means itself. */
function escapeAt(body: Buffer, at: number): { readonly length: number; readonly byte?: number } | undefined {
  const digits = body.subarray(at + 1, at + 3).toString('latin1')
  if (/^[0-9a-f]{2}$/i.test(digits)) return { length: 3, byte: Number.parseInt(digits, 16) }
  const soft = /^[ \t]*\r?\n/.exec(body.subarray(at + 1, at + 80).toString('latin1'))
  if (soft) return { length: 1 + soft[0].length }
  return at === body.length - 1 ? { length: 1 } : undefined
}

function decodeUuencode(body: Buffer, out?: Buffer): number {
  let length = 0
  for (let at = firstUuLine(body); at < body.length; ) {
    const next = lineAfter(body, at)
    const line = body.subarray(at, next)
    if (line.toString('latin1', 0, 6).trimEnd() === 'end') break
    length += decodeUuLine(line, out?.subarray(length))
    at = next
  }
  return length
}

/** Where the first line of data begins; -1 where nothing begins. */
function firstUuLine(body: Buffer): number {
  for (let at = 0; at < body.length; at = lineAfter(body, at))
    if (/^begin [0-7]{3,4} /.test(body.toString('latin1', at, at + 12))) return lineAfter(body, at)
  return -1
}

function lineAfter(body: Buffer, at: number): number {
  const end = body.indexOf(0x0a, at)
  return end < 0 ? body.length : end + 1
}

/** Four signs are three bytes; the first sign tells how many bytes the line has, and never more than it has signs for. */
function decodeUuLine(line: Buffer, out?: Buffer): number {
  const signs = line.length - (line.at(-1) === 0x0a ? 1 : 0) - (line.at(-2) === 0x0d ? 1 : 0)
  const value = (at: number) => ((at < signs ? (line[at] as number) : 0x20) - 0x20) & 0x3f
  const length = Math.min(value(0), Math.ceil((signs - 1) / 4) * 3)
  for (let byte = 0; out && byte < length; byte++) {
    const at = 1 + Math.floor(byte / 3) * 4 + (byte % 3)
    const pair = (value(at) << 6) | value(at + 1)
    out[byte] = (pair >> (4 - (byte % 3) * 2)) & 0xff
  }
  return Math.max(length, 0)
}
