import { type Entry, entryBytes, entryOf } from '../log/entry.ts'
import type { Range } from './ranges.ts'

/** An entry with its place in the log. */
export type Logged = Entry & { readonly place: number }

/** The entries of a log, and their places in the order of streams and versions; both in memory that threads share. */
export type OrderedLog = { readonly entries: Buffer; readonly order: Uint32Array }

/** Puts the entries of a log in the order in which streams are read. */
export function ordered(entries: Buffer): OrderedLog {
  const shared = Buffer.from(new SharedArrayBuffer(entries.length))
  entries.copy(shared)
  const order = new Uint32Array(new SharedArrayBuffer((entries.length / entryBytes) * 4))
  for (let place = 0; place < order.length; place += 1) order[place] = place
  order.sort((a, b) => compare(shared, a * entryBytes, b * entryBytes))
  return { entries: shared, order }
}

/** Walks the streams of a log in their order. */
export type LogWalk = {
  /** The streams up to one, that one included, which were not given yet: each with its entries by version. */
  readonly upTo: (streamId: string) => readonly (readonly Logged[])[]
}

/** Begins a walk over a range of streams. */
export function walkLog({ entries, order }: OrderedLog, { first, last }: Range): LogWalk {
  const loggedAt = (n: number): Logged => {
    const place = order[n] ?? 0
    return { ...entryOf(entries.subarray(place * entryBytes, (place + 1) * entryBytes)), place }
  }
  let next = firstFrom(order.length, (n) => loggedAt(n).streamId >= first)
  const take = (until: string) => {
    const streams: Logged[][] = []
    for (; next < order.length; next += 1) {
      const entry = loggedAt(next)
      if (entry.streamId > until) break
      if (entry.streamId === streams.at(-1)?.[0]?.streamId) streams.at(-1)?.push(entry)
      else streams.push([entry])
    }
    return streams
  }
  return { upTo: (id) => take(id < last ? id : last) }
}

/** The first of so many numbers for which something holds, as it does for all behind it. */
function firstFrom(count: number, holds: (n: number) => boolean): number {
  let [from, to] = [0, count]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}

/** By stream, then by version: the first 20 bytes. */
function compare(entries: Buffer, a: number, b: number): number {
  for (let i = 0; i < 20; i += 4) {
    const difference = entries.readUInt32BE(a + i) - entries.readUInt32BE(b + i)
    if (difference !== 0) return difference
  }
  return 0
}
