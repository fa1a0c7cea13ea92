import { type Headers, isFieldName, readHeaders } from './headers.ts'
import { limits, TooMuch } from './limits.ts'
import { type Parameters, readParameters } from './parameters.ts'

/** A part of a message: its headers, and where its body stands among the bytes. */
export type Part = {
  readonly headers: Headers
  readonly type: Parameters
  readonly disposition: Parameters
  /** The body, from the first byte to the one behind the last, as it was sent. */
  readonly start: number
  end: number
  readonly children: Part[]
}

type Open = { readonly part: Part; readonly boundary: string }

type Reading = {
  readonly raw: Buffer
  readonly open: Open[]
  /** The part that lines go to now; none between and behind the parts of a multipart. */
  current: Part | undefined
  count: number
}

/**
 * Cuts a message into its parts, in one pass and without copies. A message within the message stays one part: whoever
 * wants it opens it on its own.
 *
 * @throws TooMuch
 */
export function readParts(raw: Buffer): Part {
  const reading: Reading = { raw, open: [], current: undefined, count: 0 }
  const root = openPart(reading, skipEnvelopeLine(raw))
  let at = root.start
  while (reading.open.length > 0 && at < raw.length) {
    const isDash = raw[at] === 0x2d && raw[at + 1] === 0x2d
    at = (isDash && atBoundary(reading, at, lineAfter(raw, at))) || nextDashes(raw, at)
  }
  closeDownTo(reading, 0, raw.length)
  if (reading.current) reading.current.end = raw.length
  root.end = raw.length
  return root
}

/** Mailboxes kept as one file put a line before each message that belongs to none. */
function skipEnvelopeLine(raw: Buffer): number {
  const start =
    /^(?:\ufeff|\xef\xbb\xbf)?\s*(?=>?From |\S)/.exec(raw.subarray(0, 100).toString('latin1'))?.[0].length ?? 0
  return /^>?From /.test(raw.subarray(start, start + 6).toString('latin1')) ? lineAfter(raw, start) : start
}

function lineAfter(raw: Buffer, at: number): number {
  const end = raw.indexOf(0x0a, at)
  return end < 0 ? raw.length : end + 1
}

/** Where the next line begins that may be a boundary. */
function nextDashes(raw: Buffer, at: number): number {
  const end = raw.indexOf('\n--', at, 'latin1')
  return end < 0 ? raw.length : end + 1
}

/** Opens the part whose headers begin here. */
function openPart(reading: Reading, at: number): Part {
  reading.count += 1
  if (reading.count > limits.parts) throw new TooMuch('too-many-parts')
  const { end, start } = headerBlock(reading, at)
  const headers = readHeaders(reading.raw.subarray(at, end))
  const part: Part = {
    headers,
    type: readParameters(headers.first('content-type')),
    disposition: readParameters(headers.first('content-disposition')),
    start,
    end: reading.raw.length,
    children: [],
  }
  reading.current = part
  const boundary = boundaryOf(reading.raw, part)
  if (boundary) {
    if (reading.open.length >= limits.depth) throw new TooMuch('too-deep')
    reading.open.push({ part, boundary })
  }
  return part
}

/** Headers end with an empty line, with a boundary, or where a part begins with what can be no header. */
function headerBlock({ raw, open }: Reading, from: number): { end: number; start: number } {
  let at = from
  while (at < raw.length) {
    const next = lineAfter(raw, at)
    if (next - from > limits.headers) throw new TooMuch('headers-too-large')
    const line = raw.subarray(at, next).toString('latin1').trimEnd()
    if (line === '') return { end: at, start: next }
    if (open.length > 0 && (boundaryAt(open, line) || (at === from && !looksLikeHeader(line))))
      return { end: at, start: at }
    at = next
  }
  return { end: raw.length, start: raw.length }
}

function looksLikeHeader(line: string): boolean {
  const colon = line.indexOf(':')
  return colon > 0 && isFieldName(line.slice(0, colon).trimEnd())
}

/** The boundary of a part that has parts; also of one that forgot to name it, or calls itself something else. */
function boundaryOf(raw: Buffer, { type, start }: Part): string | undefined {
  const named = type.given.get('boundary')?.trimEnd()
  if (type.value.startsWith('multipart/')) return named || guessedBoundary(raw, start)
  return named && type.value.startsWith('text/') && raw.indexOf(`--${named}`, start, 'latin1') >= 0 ? named : undefined
}

function guessedBoundary(raw: Buffer, start: number): string | undefined {
  const line = raw.subarray(start, lineAfter(raw, start)).toString('latin1').trimEnd()
  if (!/^--\S{1,200}$/.test(line)) return undefined
  return raw.indexOf(`\n${line}`, start, 'latin1') > 0 ? line.slice(2) : undefined
}

type Boundary = { readonly level: number; readonly closes: boolean }

function boundaryAt(open: readonly Open[], line: string): Boundary | undefined {
  if (!line.startsWith('--')) return undefined
  for (let level = open.length - 1; level >= 0; level--) {
    const { boundary } = open[level] as Open
    if (line.length === boundary.length + 2 && line.endsWith(boundary)) return { level, closes: false }
    if (line.length === boundary.length + 4 && line.slice(2) === `${boundary}--`) return { level, closes: true }
  }
  return undefined
}

/** @returns where reading goes on, where the line is a boundary */
function atBoundary(reading: Reading, at: number, next: number): number | undefined {
  if (next - at > 1000) return undefined
  const found = boundaryAt(reading.open, reading.raw.subarray(at, next).toString('latin1').trimEnd())
  if (!found) return undefined
  const { part } = reading.open[found.level] as Open
  closeDownTo(reading, found.closes ? found.level : found.level + 1, beforeBreak(reading.raw, at))
  if (found.closes) return next
  const child = openPart(reading, next)
  part.children.push(child)
  return child.start
}

/** Ends the part under way and every multipart from a level on. */
function closeDownTo(reading: Reading, level: number, end: number): void {
  if (reading.current) reading.current.end = Math.max(reading.current.start, end)
  reading.current = undefined
  for (const { part } of reading.open.splice(level)) part.end = Math.max(part.start, end)
}

/** The line break before a boundary belongs to the boundary. */
function beforeBreak(raw: Buffer, at: number): number {
  if (raw[at - 1] !== 0x0a) return at
  return raw[at - 2] === 0x0d ? at - 2 : at - 1
}
