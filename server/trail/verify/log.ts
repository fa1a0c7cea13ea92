import type pg from 'pg'
import type { StoredFact } from '../envelope.ts'
import { entryBytes } from '../log/entry.ts'
import { leafHash, type Node, treeOf } from '../log/merkle.ts'
import { type Checkpoint, checkpointOf, openNote } from '../log/note.ts'
import { type Outside, readOutside } from '../log/outside.ts'
import { selectEntryBytes } from '../log/stored-nodes.ts'
import type { Fault } from './finding.ts'
import type { Logged } from './log-walk.ts'

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

/** A fact is recorded before its transaction ends, and may wait as long for a lock, so a checkpoint may overtake it. */
const overtaken = 60_000

/** So many entries of the database are held against the copy at a time. */
const pageSize = 20_000

type Signed = { readonly origin: string; readonly publicKey: Buffer }

/**
 * The log as it lies outside the database: of several copies the one that reaches furthest. Where there is none, as the
 * database itself has it, held against the last note that it keeps: whoever changed the database could not sign another.
 */
export async function readLog(client: pg.Client, outsides: readonly Outside[], by: Signed): Promise<Log> {
  const copies = await Promise.all(outsides.map(async (one) => ({ ...one, ...(await readOutside(one)) })))
  const given = copies.filter(({ notes }) => notes.length > 0)
  if (given.length === 0) return (await inDatabase(client, by)).log
  const read = given.map(({ directory, entries, notes }) => logOf(entries, notes, by, directory))
  const [best] = read.toSorted((a, b) => b.log.entries.length - a.log.entries.length)
  const changed = best ? await unlikeInDatabase(client, best) : []
  return { ...nothing, ...best?.log, damaged: read.flatMap(({ log }) => log.damaged), changed }
}

/** A log with the nodes of the tree over its entries. */
type Grown = { readonly log: Log; readonly nodes: readonly Node[] }

/** Which tables of the database's own log are not what was signed and lies outside. */
async function unlikeInDatabase(client: pg.Client, { log: { entries, checkpoints }, nodes }: Grown): Promise<string[]> {
  const { rows: stored } = await client.query<NodeRow>('select level, index, hash from log_node')
  const notes = await client.query<{ size: string; root: Buffer }>('select size, root from checkpoint')
  const known = new Map(stored.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const isStored = ({ level, index, hash }: Node) => known.get(`${level}/${index}`)?.equals(hash)
  const kept = new Map(notes.rows.map((note) => [Number(note.size), note.root]))
  return [
    ...((await holdsEntries(client, entries)) ? [] : ['log_entry']),
    ...(nodes.every(isStored) ? [] : ['log_node']),
    ...(checkpoints.every((one) => kept.get(one.size)?.equals(one.root)) ? [] : ['checkpoint']),
  ]
}

type NodeRow = { level: number; index: string; hash: Buffer }

async function holdsEntries(client: pg.Client, entries: Buffer): Promise<boolean> {
  for (let from = 0; from < entries.length / entryBytes; from += pageSize) {
    const to = Math.min(entries.length / entryBytes, from + pageSize)
    const bytes = await entriesBetween(client, from, to)
    if (!bytes.equals(entries.subarray(from * entryBytes, to * entryBytes))) return false
  }
  return true
}

async function entriesBetween(client: pg.Client, from: number, to: number): Promise<Buffer> {
  const { rows } = await client.query<{ bytes: Buffer }>(selectEntryBytes(from, to))
  return rows[0]?.bytes ?? Buffer.alloc(0)
}

function logOf(entries: Buffer, notes: readonly string[], { origin, publicKey }: Signed, name: string): Grown {
  const texts = notes.map((note) => openNote(note, origin, publicKey))
  const checkpoints = texts.flatMap((text) => (text === undefined ? [] : (checkpointOf(text) ?? [])))
  const last = checkpoints.at(-1)
  const signed = entries.subarray(0, (last?.size ?? 0) * entryBytes)
  const { nodes, root } = treeOf(signed.length / entryBytes, (place) => leafHash(at(signed, place)))
  const isWhole = last !== undefined && root.equals(last.root)
  const damaged = isWhole && checkpoints.length === notes.length ? [] : [name]
  return isWhole
    ? { log: { ...nothing, entries: signed, checkpoints, damaged }, nodes }
    : { log: { ...nothing, damaged }, nodes: [] }
}

function at(entries: Buffer, place: number): Buffer {
  return entries.subarray(place * entryBytes, (place + 1) * entryBytes)
}

async function inDatabase(client: pg.Client, by: Signed): Promise<Grown> {
  const { rows: notes } = await client.query<{ note: string }>('select note from checkpoint order by size')
  const pieces: Buffer[] = []
  for (let from = 0, read = pageSize; read === pageSize; from += pageSize) {
    const piece = await entriesBetween(client, from, from + pageSize)
    pieces.push(piece)
    read = piece.length / entryBytes
  }
  const entries = Buffer.concat(pieces)
  if (notes.length === 0 && entries.length === 0) return { log: nothing, nodes: [] }
  return logOf(
    entries,
    notes.map(({ note }) => note),
    by,
    'log_entry',
  )
}

type Known = Pick<StoredFact, 'version' | 'hash' | 'recordedAt'>
/** What of a log tells when a fact has come: how far it was when it was signed. */
export type Signings = readonly Pick<Checkpoint, 'size' | 'at'>[]

/**
 * What of a stream is not as the log has it: an entry whose fact is gone or is another one now, a fact that claims to be
 * older than the log was when it came.
 *
 * @param entries what the log has of the stream
 * @param facts   what the database has of it
 */
export function logFaults(signings: Signings, entries: readonly Logged[], facts: readonly Known[]): Fault[] {
  const [hashes, versions] = [new Set(facts.map(({ hash }) => hash)), new Set(facts.map(({ version }) => version))]
  const gone = entries.filter(({ hash }) => !hashes.has(hash))
  const logged = new Map(entries.map((entry) => [entry.version, entry]))
  const late = facts.filter((fact) => isBackdated(signings, fact, logged.get(fact.version)))
  return [
    ...gone.map(({ version }) => ({ version, what: versions.has(version) ? 'rewritten' : 'missing' }) as const),
    ...late.map(({ version }) => ({ version, what: 'backdated' }) as const),
  ]
}

function isBackdated(signings: Signings, { recordedAt, hash }: Known, entry: Logged | undefined): boolean {
  if (entry && entry.hash !== hash) return false
  const before = signings[(entry ? signedUpTo(signings, entry.place) : signings.length) - 1]
  return before !== undefined && Date.parse(recordedAt) < Date.parse(before.at) - overtaken
}

/** How many signings hold no entry at a place or behind it. */
function signedUpTo(signings: Signings, place: number): number {
  let [from, to] = [0, signings.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((signings[middle]?.size ?? 0) <= place) from = middle + 1
    else to = middle
  }
  return from
}
