import type pg from 'pg'
import type { ImprovementEvent } from '../../../core/7-improvement/events.ts'
import { evolveImprovement } from '../../../core/7-improvement/evolve.ts'
import { type ImprovementState, noImprovement } from '../../../core/7-improvement/state.ts'
import type { CaseEvent } from '../../../core/case/events.ts'
import { evolve } from '../../../core/case/evolve.ts'
import { type CaseState, nothingYet } from '../../../core/case/state.ts'
import type { KeyRing } from '../../crypto/key-ring.ts'
import type { StoredPolicies } from '../../policies.ts'
import { holderOf } from '../../vault/uploads.ts'
import { noFactBefore, type StoredFact } from '../envelope.ts'
import { type BoxRow, type KeyRow, selectStored } from '../read.ts'
import type { DataKey } from '../write.ts'
import { boxFaults } from './boxes.ts'
import { chainFaults, inPlace, isWhole } from './chain.ts'
import { type FileLook, fileFault, fileIn, type NamedFile } from './files.ts'
import type { Fault, Finding } from './finding.ts'
import { logFaults, type Signings } from './log.ts'
import { type Logged, type LogWalk, type OrderedLog, walkLog } from './log-walk.ts'
import { organisationFaults } from './organisation.ts'
import { type Page, pages, type RowOfCase } from './pages.ts'
import type { Range } from './ranges.ts'
import { type Beside, besideOf, rowFaults } from './rows.ts'

/** What a range is verified with: a view of the database, the keys, the rules that were pinned, the log. */
export type Desk = {
  readonly client: pg.Client
  readonly ring: KeyRing
  readonly policies: StoredPolicies
  readonly log: OrderedLog & { readonly signings: Signings }
  readonly look: FileLook
}

/**
 * What was seen of a range. `unsigned` facts are in no checkpoint yet; `unmarked` passwords were set before passwords left
 * a mark in their facts; `fileBytes` as they were brought.
 */
export type Counts = Record<(typeof counted)[number], number>
export const counted = ['facts', 'streams', 'boxes', 'unsigned', 'files', 'fileBytes', 'unmarked'] as const

/** Nothing was seen yet. */
export function noCounts(): Counts {
  return { facts: 0, streams: 0, boxes: 0, unsigned: 0, files: 0, fileBytes: 0, unmarked: 0 }
}

/** Who is told: each finding, and after each page how many facts have gone by. */
export type Listener = {
  readonly onFinding: (finding: Finding) => void
  readonly onFacts?: (facts: number) => void
}

/** A stream while its facts go by. */
type Stream = {
  readonly id: string
  readonly kind: string
  readonly keys: Map<string, DataKey | undefined>
  readonly keyRows: KeyRow[]
  readonly boxFaults: Fault[]
  /** By id, as the first fact that brought it names it. */
  readonly files: Map<string, NamedFile>
  row: RowOfCase | undefined
  readonly beside: Beside
  version: number
  hash: string
  isWhole: boolean
  state: CaseState
  improvement: ImprovementState
  lastRecordedAt: string
  unreadable?: string
  readonly logged: readonly Logged[]
  readonly seen: { readonly version: number; readonly hash: string; readonly recordedAt: string }[]
}

type Walk = {
  readonly desk: Desk
  readonly listener: Listener
  readonly logWalk: LogWalk
  readonly counts: Counts
  stream: Stream | undefined
}

/** Verifies the streams of a range, page by page; of a stream it keeps the fold only. */
export async function verifyRange(desk: Desk, range: Range, listener: Listener): Promise<Counts> {
  const counts = noCounts()
  const walk: Walk = { desk, listener, logWalk: walkLog(desk.log, range), counts, stream: undefined }
  for await (const page of pages(desk.client, range)) {
    await takePage(walk, page)
    listener.onFacts?.(counts.facts)
  }
  reportVanished(walk, walk.logWalk.upTo(range.last))
  return counts
}

/** Streams that the log has and the database has no more. */
function reportVanished(walk: Walk, streams: readonly (readonly Logged[])[]): void {
  for (const [first] of streams) if (first) report(walk, { id: first.streamId }, { what: 'stream-missing' })
}

async function takePage(walk: Walk, page: Page): Promise<void> {
  const boxes = Map.groupBy(page.boxes, ({ stream_id }) => stream_id)
  const keys = Map.groupBy(page.keys, ({ stream_id }) => stream_id)
  const rows = new Map(page.rows.map((row) => [row.id, row]))
  const walls = Map.groupBy(page.walls, ({ case_id }) => case_id)
  const requests = Map.groupBy(page.requests, ({ case_id }) => case_id)
  const owed = Map.groupBy(page.owed, ({ case_id }) => case_id)
  const files = Map.groupBy(page.files, ({ case_id }) => case_id)
  const started = walk.stream?.id
  for (const [id, facts] of Map.groupBy(page.facts, ({ streamId }) => streamId)) {
    if (walk.stream?.id !== id) await endStream(walk)
    const own = {
      keyRows: keys.get(id) ?? [],
      row: rows.get(id),
      beside: besideOf(walls.get(id), requests.get(id), files.get(id), owed.get(id)),
    }
    walk.stream ??= openStream(walk, id, facts[0]?.stream ?? '', own)
    takeFacts(walk, walk.stream, facts, boxes.get(id) ?? [])
    boxes.delete(id)
    rows.delete(id)
  }
  // A stream that went on from the last page, or ended with it, has had its row already.
  if (started) rows.delete(started)
  for (const [id, loose] of boxes) for (const box of loose) report(walk, { id }, looseBox(box))
  for (const row of rows.values()) report(walk, { id: row.id, name: row.number }, { what: 'row-loose' })
  if (page.isLast) await endStream(walk)
}

function looseBox({ version, holder }: BoxRow): Fault {
  return { version, what: 'box-loose', detail: { holder } }
}

function openStream(walk: Walk, id: string, kind: string, own: Pick<Stream, 'keyRows' | 'row' | 'beside'>): Stream {
  const before = walk.logWalk.upTo(id)
  const logged = before.at(-1)?.[0]?.streamId === id ? (before.at(-1) ?? []) : []
  reportVanished(walk, before.slice(0, logged.length > 0 ? -1 : undefined))
  const empty = {
    keys: new Map(),
    files: new Map(),
    boxFaults: [],
    seen: [],
    version: 0,
    hash: noFactBefore,
    lastRecordedAt: '',
  }
  const nothing = { ...empty, logged, isWhole: true }
  return { id, kind, ...own, state: nothingYet, improvement: noImprovement, ...nothing }
}

function takeFacts(walk: Walk, stream: Stream, facts: readonly StoredFact[], boxes: readonly BoxRow[]): void {
  const byVersion = Map.groupBy(boxes, ({ version }) => version)
  walk.counts.boxes += boxes.length
  for (const fact of facts) {
    takeFact(walk, stream, fact, byVersion.get(fact.version) ?? [])
    byVersion.delete(fact.version)
  }
  for (const loose of byVersion.values()) stream.boxFaults.push(...loose.map(looseBox))
}

function takeFact({ desk, counts }: Walk, stream: Stream, fact: StoredFact, boxes: readonly BoxRow[]): void {
  counts.facts += 1
  stream.isWhole &&= fact.version === stream.version + 1 && fact.prev === stream.hash && isWhole(fact)
  stream.seen.push({ version: fact.version, hash: fact.hash, recordedAt: fact.recordedAt })
  stream.version = fact.version
  stream.hash = fact.hash
  stream.lastRecordedAt = fact.recordedAt
  if (fact.stream !== stream.kind)
    stream.boxFaults.push({ version: fact.version, what: 'kind-wrong', detail: { kind: fact.stream } })
  stream.boxFaults.push(...boxFaults(fact, boxes, (holder) => keyOf(desk, stream, holder)))
  const file = fileIn(fact)
  if (file && !stream.files.has(file.id)) stream.files.set(file.id, file)
  if (hasRow(stream) && stream.isWhole) fold(stream, fact)
}

function keyOf({ ring }: Desk, { keys, keyRows }: Stream, holder: string): DataKey | undefined {
  if (!keys.has(holder))
    keys.set(
      holder,
      unwrapped(
        ring,
        keyRows.find((row) => row.holder === holder),
      ),
    )
  return keys.get(holder)
}

function unwrapped(ring: KeyRing, row: KeyRow | undefined): DataKey | undefined {
  try {
    return row && { key: ring.unwrap(row.stream_id, row.holder, row.epoch, row.wrapped), epoch: row.epoch }
  } catch {
    return undefined
  }
}

/** A case and a rectification have a row of their own, which says what their facts say. */
function hasRow({ kind }: Stream): boolean {
  return kind === 'case' || kind === 'improvement'
}

function fold(stream: Stream, { type, data, origin, occurredAt, byId: by }: StoredFact): void {
  const event = { type, ...data }
  try {
    if (stream.kind === 'case')
      stream.state = evolve(stream.state, { event: event as CaseEvent, origin, occurredAt, by })
    else
      stream.improvement = evolveImprovement(stream.improvement, {
        event: event as ImprovementEvent,
        origin,
        occurredAt,
        by,
      })
  } catch (error) {
    stream.unreadable = (error as Error).message
  }
}

/** All facts of a stream have gone by: now its faults can be told apart. */
async function endStream(walk: Walk): Promise<void> {
  const { stream, counts, desk } = walk
  if (!stream) return
  counts.streams += 1
  const who = { id: stream.id, stream: stream.kind, name: stream.row?.number ?? stream.state.number }
  const facts = stream.isWhole ? [] : (await desk.client.query<StoredFact>(selectStored(stream.id))).rows
  const faults = chainFaults(facts, stream.row?.version)
  const besides = stream.boxFaults.filter((fault) => isNews(stream, fault, facts))
  const rest = await rowsOf(walk, stream)
  const found = [...faults, ...besides, ...rest, ...(await fileFaults(walk, stream))]
  const named = new Set(found.map(({ version }) => version))
  const unlike = logFaults(desk.log.signings, stream.logged, stream.seen).filter(({ version }) => !named.has(version))
  counts.unsigned += Math.max(0, stream.seen.length - stream.logged.length)
  for (const fault of [...found, ...unlike]) report(walk, who, fault)
  walk.stream = undefined
}

async function rowsOf({ desk, counts }: Walk, stream: Stream): Promise<Fault[]> {
  const { policies, client, ring } = desk
  if (hasRow(stream)) return rowFaults(policies, stream)
  if (stream.kind !== 'organisation' || !stream.isWhole) return []
  const { faults, unmarked } = await organisationFaults(client, ring, stream.id)
  counts.unmarked += unmarked
  return faults
}

async function fileFaults({ desk, counts }: Walk, stream: Stream): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const file of stream.files.values()) {
    const fault = await fileFault(desk.look, stream.id, file, keyOf(desk, stream, holderOf(file.id)))
    if (fault) faults.push(fault)
    counts.files += 1
    counts.fileBytes += file.size
  }
  return faults
}

/** What lies beside a fact that was moved, or behind a tail that was cut off, has lost its place together with it. */
function isNews(
  { isWhole, row, version: last }: Stream,
  { version = 0 }: Fault,
  facts: readonly StoredFact[],
): boolean {
  return isWhole ? version <= last || version > (row?.version ?? 0) : inPlace(facts).has(version)
}

type Named = { readonly id: string; readonly stream?: string; readonly name?: string | undefined }

function report({ listener }: Walk, { id, stream, name }: Named, fault: Fault): void {
  listener.onFinding({ streamId: id, ...(stream && { stream }), ...(name && { name }), ...fault })
}
