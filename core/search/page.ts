import { readNumber, room, type Writer, writeBytes, writeNumber } from './spots.ts'

/**
 * A term as it is stored: a keyed digest of 48 bits as a number. Pages hold terms in ascending order, each with its list.
 */
export type Term = number

/** What a page holds of a term: its spots, or where they begin that lie in blocks of their own (see `blocks.ts`). */
export type List = { readonly bytes: Uint8Array; readonly inBlocks: boolean }

const termBytes = 6

/** A page is closed before it would be longer. Sealed, four of them fill a page of the database. */
export const pageBytes = 1940

/** So many bytes at most a list takes in a page, by which no page stays half empty. */
export const listBytes = 900

/** How many bytes a term takes at most beside its list. */
export const termRoom = termBytes + 4

export function writeTerm(writer: Writer, term: Term, { bytes: list, inBlocks }: List): void {
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
  writeNumber(writer, list.length * 2 + (inBlocks ? 1 : 0))
  writeBytes(writer, list)
}

/** Where one reads a page: at a term, or behind the last. */
export type PageReader = { readonly bytes: Uint8Array; at: number; term: Term; list: List }

const nothing: List = { bytes: new Uint8Array(), inBlocks: false }

/** Stands before the first term; `nextTerm` steps to it. */
export function readPage(bytes: Uint8Array): PageReader {
  return { bytes, at: 0, term: -1, list: nothing }
}

/** Steps to the next term of a page. @returns false behind the last */
export function nextTerm(reader: PageReader): boolean {
  const { bytes } = reader
  if (reader.at >= bytes.length) return false
  reader.term = termAt(bytes, reader.at)
  reader.at += termBytes
  const head = readNumber(reader)
  const end = reader.at + (head >>> 1)
  reader.list = { bytes: bytes.subarray(reader.at, end), inBlocks: (head & 1) === 1 }
  reader.at = end
  return true
}

/** What a page holds of a term; undefined where it has none of it. */
export function findTerm(bytes: Uint8Array, term: Term): List | undefined {
  const reader = { bytes, at: 0 }
  while (reader.at < bytes.length) {
    const here = termAt(bytes, reader.at)
    if (here > term) return undefined
    reader.at += termBytes
    const head = readNumber(reader)
    const end = reader.at + (head >>> 1)
    if (here === term) return { bytes: bytes.subarray(reader.at, end), inBlocks: (head & 1) === 1 }
    reader.at = end
  }
  return undefined
}

function termAt(bytes: Uint8Array, at: number): Term {
  const upper =
    (bytes[at] as number) * 2 ** 24 +
    ((bytes[at + 1] as number) << 16) +
    ((bytes[at + 2] as number) << 8) +
    (bytes[at + 3] as number)
  return upper * 65_536 + ((bytes[at + 4] as number) << 8) + (bytes[at + 5] as number)
}
