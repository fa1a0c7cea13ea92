import { readNumber, room, type Writer, writeNumber } from './spots.ts'

/**
 * A term as it is stored: a keyed digest of 48 bits as a number. Pages hold terms in ascending order, each with its spots.
 */
export type Term = number

const termBytes = 6

/** A page is closed once it is so long; a term with more spots has a page of its own. */
export const pageBytes = 8000

export function writeTerm(writer: Writer, term: Term, spots: Uint8Array): void {
  room(writer, termBytes)
  const { bytes, length } = writer
  const upper = Math.floor(term / 65_536)
  bytes[length] = upper >>> 24
  bytes[length + 1] = upper >>> 16
  bytes[length + 2] = upper >>> 8
  bytes[length + 3] = upper
  bytes[length + 4] = (term % 65_536) >>> 8
  bytes[length + 5] = term
  writer.length += termBytes
  writeNumber(writer, spots.length)
  room(writer, spots.length)
  writer.bytes.set(spots, writer.length)
  writer.length += spots.length
}

/** The terms of a page in order, each with its spots as they are written. */
export function* termsIn(bytes: Uint8Array): Generator<readonly [term: Term, spots: Uint8Array]> {
  const reader = { bytes, at: 0 }
  while (reader.at < bytes.length) {
    const term = termAt(bytes, reader.at)
    reader.at += termBytes
    const length = readNumber(reader)
    yield [term, bytes.subarray(reader.at, reader.at + length)]
    reader.at += length
  }
}

/** The spots of a term as they are written; undefined where the page has none of it. */
export function findTerm(bytes: Uint8Array, term: Term): Uint8Array | undefined {
  const reader = { bytes, at: 0 }
  while (reader.at < bytes.length) {
    const here = termAt(bytes, reader.at)
    if (here > term) return undefined
    reader.at += termBytes
    const length = readNumber(reader)
    if (here === term) return bytes.subarray(reader.at, reader.at + length)
    reader.at += length
  }
  return undefined
}

function termAt(bytes: Uint8Array, at: number): Term {
  let term = 0
  for (let n = 0; n < termBytes; n++) term = term * 256 + (bytes[at + n] as number)
  return term
}
