import { places } from './grams.ts'

/**
 * Where a gram stands: numbers in ascending order, each the ordinal of a case times 2^20 plus a place in it. A gram without
 * places stands at place 0 of its cases.
 */
export type Spots = Float64Array

/** Bytes that are written one behind the other. */
export type Writer = { bytes: Uint8Array; length: number }

export function newWriter(size = 256): Writer {
  return { bytes: new Uint8Array(size), length: 0 }
}

export function room(writer: Writer, more: number): void {
  if (writer.length + more <= writer.bytes.length) return
  const grown = new Uint8Array(Math.max(writer.bytes.length * 2, writer.length + more))
  grown.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = grown
}

export function writeBytes(writer: Writer, bytes: Uint8Array): void {
  room(writer, bytes.length)
  writer.bytes.set(bytes, writer.length)
  writer.length += bytes.length
}

/** What was written so far; changed by what is written next. */
export function written({ bytes, length }: Writer): Uint8Array {
  return bytes.subarray(0, length)
}

/** Seven bits a byte, the lowest first. @param value below 2^31 */
export function writeNumber(writer: Writer, value: number): void {
  room(writer, 5)
  let left = value
  while (left > 127) {
    writer.bytes[writer.length++] = (left & 127) | 128
    left >>>= 7
  }
  writer.bytes[writer.length++] = left
}

/** Where somebody reads. */
export type Reader = { readonly bytes: Uint8Array; at: number }

export function readNumber(reader: Reader): number {
  const { bytes } = reader
  let byte = bytes[reader.at++] as number
  if (byte < 128) return byte
  let value = byte & 127
  for (let shift = 7; ; shift += 7) {
    byte = bytes[reader.at++] as number
    value |= (byte & 127) << shift
    if (byte < 128) return value
  }
}

/**
 * Writes spots as distances: the number of cases, then case by case how far it is from the one before and where in it.
 *
 * @param spots  ascending, none twice
 * @param placed whether their places count; without, each is at place 0
 */
export function writeSpots(writer: Writer, spots: ArrayLike<number>, placed: boolean): void {
  writeNumber(writer, (placed ? casesIn(spots) : spots.length) * 2 + (placed ? 1 : 0))
  let before = 0
  for (let n = 0; n < spots.length; ) {
    const ordinal = Math.floor((spots[n] as number) / places)
    let end = n + 1
    while (end < spots.length && (spots[end] as number) < (ordinal + 1) * places) end++
    if (placed) writePlaces(writer, spots, { from: n, end, ordinal, step: ordinal - before })
    else writeNumber(writer, ordinal - before)
    before = ordinal
    n = end
  }
}

/** How many cases the spots stand in. */
export function casesIn(spots: ArrayLike<number>): number {
  let count = 0
  let end = 0
  for (let n = 0; n < spots.length; n++) {
    const spot = spots[n] as number
    if (spot < end) continue
    count++
    end = (Math.floor(spot / places) + 1) * places
  }
  return count
}

type Run = { readonly from: number; readonly end: number; readonly ordinal: number; readonly step: number }

function writePlaces(writer: Writer, spots: ArrayLike<number>, { from, end, ordinal, step }: Run): void {
  const several = end - from > 1
  writeNumber(writer, step * 2 + (several ? 1 : 0))
  if (several) writeNumber(writer, end - from)
  let before = 0
  for (let n = from; n < end; n++) {
    const place = (spots[n] as number) - ordinal * places
    writeNumber(writer, place - before)
    before = place
  }
}

/**
 * What `writeSpots` wrote.
 *
 * @param spots where they are put, for whoever reads many lists one after the other; of the length of `bytes` at least
 */
export function readSpots(
  bytes: Uint8Array,
  // A spot takes a byte at least, with a place two.
  spots = new Float64Array(bytes.length),
): { readonly spots: Spots; readonly placed: boolean } {
  const reader = { bytes, at: 0 }
  const head = readNumber(reader)
  const placed = (head & 1) === 1
  let [ordinal, length] = [0, 0]
  for (let cases = head >>> 1; cases > 0; cases--) {
    const step = readNumber(reader)
    ordinal += placed ? step >>> 1 : step
    if (!placed) {
      spots[length++] = ordinal * places
      continue
    }
    let place = 0
    for (let left = (step & 1) === 1 ? readNumber(reader) : 1; left > 0; left--) {
      place += readNumber(reader)
      spots[length++] = ordinal * places + place
    }
  }
  return { spots: spots.subarray(0, length), placed }
}

/** Where decoded spots are kept until it is known how many there are: what is allocated for each list anew keeps the collector busy. */
let scratch = new Float64Array(2 ** 16)

/**
 * Of several lists that `writeSpots` wrote and that follow each other, the spots in given cases.
 *
 * @param among spots of these cases, ascending
 */
export function readSpotsAmong(lists: readonly Uint8Array[], among: Spots): Spots {
  let [length, next] = [0, 0]
  for (const bytes of lists) {
    const reader = { bytes, at: 0 }
    const head = readNumber(reader)
    const placed = (head & 1) === 1
    if (scratch.length < length + bytes.length) scratch = grown(scratch, length + bytes.length)
    let ordinal = 0
    for (let cases = head >>> 1; cases > 0; cases--) {
      const step = readNumber(reader)
      ordinal += placed ? step >>> 1 : step
      const begin = ordinal * places
      while (next < among.length && (among[next] as number) < begin) next++
      if (next === among.length) return scratch.slice(0, length)
      const wanted = (among[next] as number) < begin + places
      if (!placed) {
        if (wanted) scratch[length++] = begin
        continue
      }
      let place = 0
      for (let left = (step & 1) === 1 ? readNumber(reader) : 1; left > 0; left--) {
        place += readNumber(reader)
        if (wanted) scratch[length++] = begin + place
      }
    }
  }
  return scratch.slice(0, length)
}

/** The same with room for more. */
export function grown(spots: Spots, least: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(spots.length * 2, least))
  larger.set(spots)
  return larger
}

/** The spots of `some` that stand so far before a spot of `others`. */
export function before(some: Spots, others: Spots, behind: number): Spots {
  const kept = new Float64Array(Math.min(some.length, others.length))
  let [length, other] = [0, 0]
  for (const spot of some) {
    while (other < others.length && (others[other] as number) - behind < spot) other++
    if (other < others.length && (others[other] as number) - behind === spot) kept[length++] = spot
  }
  return kept.subarray(0, length)
}

/** The spots of `some` in cases that `others` has a spot in. */
export function inCasesOf(some: Spots, others: Spots): Spots {
  const kept = new Float64Array(some.length)
  let [length, other] = [0, 0]
  for (const spot of some) {
    const begin = Math.floor(spot / places) * places
    while (other < others.length && (others[other] as number) < begin) other++
    if (other < others.length && (others[other] as number) < begin + places) kept[length++] = spot
  }
  return kept.subarray(0, length)
}

/**
 * The first cases in a stretch of ordinals, each by its first spot.
 *
 * @param most  how many cases at most
 * @returns the spots, and the ordinal behind which the next ones stand
 */
export function casesUpTo(
  spots: Spots,
  { from, until, most }: { readonly from: number; readonly until: number; readonly most: number },
): { readonly spots: Spots; readonly until: number } {
  const kept = new Float64Array(Math.min(spots.length, most))
  let [length, next] = [0, from * places]
  for (const spot of spots) {
    if (spot < next) continue
    if (spot >= until * places) break
    const ordinal = Math.floor(spot / places)
    if (length === most) return { spots: kept, until: ordinal }
    kept[length++] = spot
    next = (ordinal + 1) * places
  }
  return { spots: kept.subarray(0, length), until }
}

/** All spots of several, in order, none twice. */
export function together(several: readonly Spots[]): Spots {
  const full = several.filter(({ length }) => length > 0)
  if (full.length <= 1) return full[0] ?? new Float64Array()
  const all = new Float64Array(full.reduce((sum, { length }) => sum + length, 0))
  let length = 0
  for (const spots of full) {
    all.set(spots, length)
    length += spots.length
  }
  return all.sort().filter((spot, n) => n === 0 || spot !== all[n - 1])
}
