import type { Part } from './parts.ts'

/** The bytes of a part as its sender had them before they were made fit to travel. */
export function partBytes(raw: Buffer, { headers, start, end }: Part): Buffer {
  const body = raw.subarray(start, end)
  const encoding = headers
    .first('content-transfer-encoding')
    .toLowerCase()
    .match(/[\w-]+/)?.[0]
  if (encoding === 'base64') return fromBase64(body)
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body)
  if (encoding === 'x-uuencode' || encoding === 'uuencode' || encoding === 'x-uue') return fromUuencode(body)
  return body
}

/** Decoded in pieces of so many bytes: a whole file as text would take its size in memory three times. */
const piece = 1 << 20

function fromBase64(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil(body.length * 0.75) + 3)
  let [rest, length] = ['', 0]
  for (let at = 0; at < body.length; at += piece) {
    const text =
      rest +
      body
        .subarray(at, at + piece)
        .toString('latin1')
        .replace(/[^A-Za-z0-9+/=]+/g, '')
    const whole = text.length - (text.length % 4)
    rest = text.slice(whole)
    length += decodeInto(out, length, text.slice(0, whole))
  }
  return out.subarray(0, length + decodeInto(out, length, rest))
}

/** Some senders close each line on its own: every run up to its padding is decoded by itself. @returns bytes written */
function decodeInto(out: Buffer, from: number, text: string): number {
  if (!text.includes('=')) return out.write(text, from, 'base64')
  let at = from
  for (const run of text.split(/=+/)) at += out.write(run, at, 'base64')
  return at - from
}

const equals = 0x3d

function fromQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let at = 0; at < body.length; ) {
    const byte = body[at] as number
    const step = byte === equals ? escapeAt(body, at) : undefined
    if (!step) {
      out[length++] = byte
      at += 1
      continue
    }
    if (step.byte !== undefined) out[length++] = step.byte
    at += step.length
  }
  return out.subarray(0, length)
}

/** A byte in two digits, or a line that goes on; undefined where the sign means itself. */
function escapeAt(body: Buffer, at: number): { readonly length: number; readonly byte?: number } | undefined {
  const digits = body.subarray(at + 1, at + 3).toString('latin1')
  if (/^[0-9a-f]{2}$/i.test(digits)) return { length: 3, byte: Number.parseInt(digits, 16) }
  const soft = /^[ \t]*\r?\n/.exec(body.subarray(at + 1, at + 80).toString('latin1'))
  if (soft) return { length: 1 + soft[0].length }
  return at === body.length - 1 ? { length: 1 } : undefined
}

function fromUuencode(body: Buffer): Buffer {
  const lines = body.toString('latin1').split(/\r?\n/)
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  const out: Buffer[] = []
  for (const line of lines.slice(begin + 1)) {
    if (line === 'end') break
    out.push(uuLine(line))
  }
  return begin < 0 ? body : Buffer.concat(out)
}

function uuLine(line: string): Buffer {
  const value = (at: number) => ((line.charCodeAt(at) || 0x20) - 0x20) & 0x3f
  const bytes: number[] = []
  for (let at = 1; at < line.length; at += 4) {
    const [a, b, c, d] = [value(at), value(at + 1), value(at + 2), value(at + 3)] as const
    bytes.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
  }
  return Buffer.from(bytes.slice(0, value(0)))
}
