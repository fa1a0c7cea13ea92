import type pg from 'pg'
import type { StoredFact } from '../envelope.ts'
import { bytesOf, type Entry, entryBytes, entryOf } from '../log/entry.ts'
import { grow, leafHash, type Node, rootOf } from '../log/merkle.ts'
import { type Checkpoint, checkpointOf, openNote } from '../log/note.ts'
import { type Outside, readOutside } from '../log/outside.ts'
import { selectEntries } from '../log/stored-nodes.ts'
import type { Fault } from './finding.ts'
import type { Range } from './pages.ts'

/** What the log says there was: its entries in order, and the moments at which it was signed, oldest first. */
export type Log = {
  /** 52 bytes each. */
  readonly entries: Buffer
  readonly checkpoints: readonly Checkpoint[]
  /** A directory whose entries are not what its own checkpoint signed, or whose notes somebody else signed. */
  readonly damaged: readonly string[]
  /** Tables of the database's own log that are not what lies outside. */
  readonly changed: readonly string[]
}

const nothing: Log = { entries: Buffer.alloc(0), checkpoints: [], damaged: [], changed: [] }

/** An entry with its place in the log. */
export type Logged = Entry & { readonly place: number }

/** A fact is recorded before its transaction ends, and may wait as long for a lock, so a checkpoint may overtake it. */
const overtaken = 60_000

type Signed = { readonly origin: string; readonly publicKey: Buffer }

/**
 * The log as it lies outside the database: of several copies the one that reaches furthest. Where there is none, as the
 * database itself has it, held against the last note that it keeps: whoever changed the database could not sign another.
 */
export async function readLog(client: pg.Client, outsides: readonly Outside[], by: Signed): Promise<Log> {
  const copies = await Promise.all(outsides.map(async (one) => ({ ...one, ...(await readOutside(one)) })))
  const given = copies.filter(({ notes }) => notes.length > 0)
  const logs = given.map(({ directory, entries, notes }) => logOf(entries, notes, by, directory))
  if (given.length === 0) return inDatabase(client, by)
  const [best] = logs.toSorted((a, b) => b.entries.length - a.entries.length)
  const changed = best ? await unlikeInDatabase(client, best) : []
  return { ...nothing, ...best, damaged: logs.flatMap((log) => log.damaged), changed }
}

/** Which tables of the database's own log are not what was signed and lies outside. */
async function unlikeInDatabase(client: pg.Client, { entries, checkpoints }: Log): Promise<string[]> {
  const size = entries.length / entryBytes
  const places = await client.query<Entry>(selectEntries(0, size))
  const nodes = await client.query<NodeRow>('select level, index, hash from log_node')
  const notes = await client.query<{ size: string; root: Buffer }>('select size, root from checkpoint')
  const stored = new Map(nodes.rows.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const isStored = ({ level, index, hash }: Node) => stored.get(`${level}/${index}`)?.equals(hash)
  const kept = new Map(notes.rows.map((note) => [Number(note.size), note.root]))
  return [
    ...(Buffer.concat(places.rows.map(bytesOf)).equals(entries) ? [] : ['log_entry']),
    ...(grow(0, [], leavesOf(entries)).every(isStored) ? [] : ['log_node']),
    ...(checkpoints.every((one) => kept.get(one.size)?.equals(one.root)) ? [] : ['checkpoint']),
  ]
}

type NodeRow = { level: number; index: string; hash: Buffer }

function logOf(entries: Buffer, notes: readonly string[], { origin, publicKey }: Signed, name: string): Log {
  const texts = notes.map((note) => openNote(note, origin, publicKey))
  const checkpoints = texts.flatMap((text) => (text === undefined ? [] : (checkpointOf(text) ?? [])))
  const last = checkpoints.at(-1)
  const signed = entries.subarray(0, (last?.size ?? 0) * entryBytes)
  const isWhole = last !== undefined && rootOf(leavesOf(signed)).equals(last.root)
  const damaged = isWhole && checkpoints.length === notes.length ? [] : [name]
  return isWhole ? { ...nothing, entries: signed, checkpoints, damaged } : { ...nothing, damaged }
}

function leavesOf(entries: Buffer): Buffer[] {
  return Array.from({ length: entries.length / entryBytes }, (_, place) => leafHash(at(entries, place)))
}

function at(entries: Buffer, place: number): Buffer {
  return entries.subarray(place * entryBytes, (place + 1) * entryBytes)
}

async function inDatabase(client: pg.Client, by: Signed): Promise<Log> {
  const { rows: notes } = await client.query<{ note: string }>('select note from checkpoint order by size')
  const { rows } = await client.query<Entry>(selectEntries(0, Number.MAX_SAFE_INTEGER))
  if (notes.length === 0 && rows.length === 0) return nothing
  return logOf(
    Buffer.concat(rows.map(bytesOf)),
    notes.map(({ note }) => note),
    by,
    'log_entry',
  )
}

/** Walks the streams of a log in their order. */
export type LogWalk = {
  /** The streams up to one, that one included, which were not given yet: each with its entries by version. */
  readonly upTo: (streamId: string) => readonly (readonly Logged[])[]
}

/** Begins a walk over a range of streams. */
export function walkLog({ entries }: Log, { first, last }: Range): LogWalk {
  const order = Uint32Array.from({ length: entries.length / entryBytes }, (_, place) => place)
  order.sort((a, b) => compare(entries, a * entryBytes, b * entryBytes))
  const waiting = order.values()
  let next = waiting.next()
  const take = (until: string) => {
    const streams: Logged[][] = []
    for (; !next.done; next = waiting.next()) {
      const entry = { ...entryOf(at(entries, next.value)), place: next.value }
      if (entry.streamId > until) break
      if (entry.streamId === streams.at(-1)?.[0]?.streamId) streams.at(-1)?.push(entry)
      else streams.push([entry])
    }
    return streams
  }
  const ofRange = (streams: Logged[][]) => streams.filter(([one]) => one && one.streamId >= first)
  return { upTo: (id) => ofRange(take(id < last ? id : last)) }
}

/** By stream, then by version: the first 20 bytes. */
function compare(entries: Buffer, a: number, b: number): number {
  for (let i = 0; i < 20; i += 4) {
    const difference = entries.readUInt32BE(a + i) - entries.readUInt32BE(b + i)
    if (difference !== 0) return difference
  }
  return 0
}

type Known = Pick<StoredFact, 'version' | 'hash' | 'recordedAt'>

/**
 * What of a stream is not as the log has it: an entry whose fact is gone or is another one now, a fact that claims to be
 * older than the log was when it came.
 *
 * @param entries what the log has of the stream
 * @param facts   what the database has of it
 */
export function logFaults(log: Log, entries: readonly Logged[], facts: readonly Known[]): Fault[] {
  const [hashes, versions] = [new Set(facts.map(({ hash }) => hash)), new Set(facts.map(({ version }) => version))]
  const gone = entries.filter(({ hash }) => !hashes.has(hash))
  const logged = new Map(entries.map((entry) => [entry.version, entry]))
  const late = facts.filter((fact) => isBackdated(log, fact, logged.get(fact.version)))
  return [
    ...gone.map(({ version }) => ({ version, what: versions.has(version) ? 'rewritten' : 'missing' }) as const),
    ...late.map(({ version }) => ({ version, what: 'backdated' }) as const),
  ]
}

function isBackdated({ checkpoints }: Log, { recordedAt, hash }: Known, entry: Logged | undefined): boolean {
  if (entry && entry.hash !== hash) return false
  const before = checkpoints.findLast(({ size }) => !entry || size <= entry.place)
  return before !== undefined && Date.parse(recordedAt) < Date.parse(before.at) - overtaken
}
