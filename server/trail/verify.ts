import type pg from 'pg'
import type { ImprovementEvent } from '../../core/7-improvement/events.ts'
import { evolveImprovement } from '../../core/7-improvement/evolve.ts'
import { type ImprovementState, noImprovement } from '../../core/7-improvement/state.ts'
import type { CaseEvent } from '../../core/case/events.ts'
import { evolve } from '../../core/case/evolve.ts'
import { type CaseState, nothingYet } from '../../core/case/state.ts'
import type { House } from '../house.ts'
import { noFactBefore, type StoredFact } from './envelope.ts'
import { originOf } from './log/checkpoint.ts'
import { outsidesOf } from './log/outside.ts'
import { type BoxRow, type KeyRow, selectStored } from './read.ts'
import { boxFaults } from './verify/boxes.ts'
import { chainFaults, inPlace, isWhole } from './verify/chain.ts'
import type { Fault, Finding } from './verify/finding.ts'
import { type Log, type Logged, type LogWalk, logFaults, readLog, walkLog } from './verify/log.ts'
import { organisationFaults } from './verify/organisation.ts'
import { everything, openView, type Page, pages, type Range, type RowOfCase } from './verify/pages.ts'
import { type Beside, besideOf, rowFaults } from './verify/rows.ts'
import type { DataKey } from './write.ts'

export type Verified = {
  readonly facts: number
  readonly streams: number
  readonly boxes: number
  readonly findings: number
  /** Facts that no checkpoint holds yet: the chain alone speaks for them. */
  readonly unsigned: number
  /** The last checkpoint that the trail was held against: its moment, and how many facts it holds. */
  readonly checkpoint?: { readonly at: string; readonly size: number }
}

export type VerifyWish = {
  /** Number of the one case to be verified; everything where left out. */
  readonly number?: string | undefined
  readonly onFinding: (finding: Finding) => void
  /** @param all facts there are */
  readonly onProgress: (facts: number, all: number) => void
}

/** A stream while its facts go by. */
type Stream = {
  readonly id: string
  readonly kind: string
  readonly keys: Map<string, DataKey | undefined>
  readonly keyRows: KeyRow[]
  readonly boxFaults: Fault[]
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
  readonly house: House
  readonly client: pg.Client
  readonly wish: VerifyWish
  readonly log: Log
  readonly logWalk: LogWalk
  readonly counts: { facts: number; streams: number; boxes: number; findings: number; unsigned: number }
  stream: Stream | undefined
}

/**
 * Verifies the whole trail, or one case: every hash and link, every sealed value against its commitment, every row of a
 * case or a rectification against the fold of its facts, and every fact against the log that was signed and brought outside.
 * Reads page by page; of a stream it keeps the fold only.
 *
 * @returns what was seen; undefined where there is no case of that number
 */
export async function verifyTrail(house: House, ownerUrl: string, wish: VerifyWish): Promise<Verified | undefined> {
  const client = await openView(ownerUrl)
  try {
    const range = wish.number === undefined ? everything : await rangeOf(client, wish.number)
    if (!range) return undefined
    const log = await logOf(house, client)
    const walk: Walk = {
      house,
      client,
      wish,
      log,
      logWalk: walkLog(log, range),
      stream: undefined,
      counts: { facts: 0, streams: 0, boxes: 0, findings: 0, unsigned: 0 },
    }
    for (const name of log.damaged) report(walk, { id: '', name }, { what: 'log-damaged' })
    for (const name of log.changed) report(walk, { id: '', name }, { what: 'log-changed' })
    const all = range === everything ? await countFacts(client) : 0
    for await (const page of pages(client, range)) {
      await takePage(walk, page)
      wish.onProgress(walk.counts.facts, all)
    }
    reportVanished(walk, walk.logWalk.upTo(range.last))
    const last = log.checkpoints.at(-1)
    return { ...walk.counts, ...(last && { checkpoint: { at: last.at, size: last.size } }) }
  } finally {
    await client.end()
  }
}

async function logOf(house: House, client: pg.Client): Promise<Log> {
  const organisation = await house.directory.now()
  const origin = organisation ? originOf(organisation) : ''
  return readLog(client, await outsidesOf(house), { origin, publicKey: house.ring.signer.publicKey })
}

/** Streams that the log has and the database has no more. */
function reportVanished(walk: Walk, streams: readonly (readonly Logged[])[]): void {
  for (const [first] of streams) if (first) report(walk, { id: first.streamId }, { what: 'stream-missing' })
}

async function rangeOf(client: pg.Client, number: string): Promise<Range | undefined> {
  const text = `select id from case_row where number = $1
    union select stream_id from fact where version = 1 and type = 'CaseRegistered' and data->>'number' = $1 limit 1`
  const { rows } = await client.query<{ id: string }>(text, [number])
  return rows[0] && { first: rows[0].id, last: rows[0].id }
}

async function countFacts(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ facts: number }>('select count(*)::int as facts from fact')
  return rows[0]?.facts ?? 0
}

async function takePage(walk: Walk, page: Page): Promise<void> {
  const boxes = Map.groupBy(page.boxes, ({ stream_id }) => stream_id)
  const keys = Map.groupBy(page.keys, ({ stream_id }) => stream_id)
  const rows = new Map(page.rows.map((row) => [row.id, row]))
  const walls = Map.groupBy(page.walls, ({ case_id }) => case_id)
  const requests = Map.groupBy(page.requests, ({ case_id }) => case_id)
  const started = walk.stream?.id
  for (const [id, facts] of Map.groupBy(page.facts, ({ streamId }) => streamId)) {
    if (walk.stream?.id !== id) await endStream(walk)
    const own = { keyRows: keys.get(id) ?? [], row: rows.get(id), beside: besideOf(walls.get(id), requests.get(id)) }
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
  const empty = { keys: new Map(), boxFaults: [], seen: [], version: 0, hash: noFactBefore, lastRecordedAt: '' }
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

function takeFact({ house, counts }: Walk, stream: Stream, fact: StoredFact, boxes: readonly BoxRow[]): void {
  counts.facts += 1
  stream.isWhole &&= fact.version === stream.version + 1 && fact.prev === stream.hash && isWhole(fact)
  stream.seen.push({ version: fact.version, hash: fact.hash, recordedAt: fact.recordedAt })
  stream.version = fact.version
  stream.hash = fact.hash
  stream.lastRecordedAt = fact.recordedAt
  if (fact.stream !== stream.kind)
    stream.boxFaults.push({ version: fact.version, what: 'kind-wrong', detail: { kind: fact.stream } })
  stream.boxFaults.push(...boxFaults(fact, boxes, (holder) => keyOf(house, stream, holder)))
  if (hasRow(stream) && stream.isWhole) fold(stream, fact)
}

function keyOf({ ring }: House, { keys, keyRows }: Stream, holder: string): DataKey | undefined {
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

function unwrapped(ring: House['ring'], row: KeyRow | undefined): DataKey | undefined {
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
  const { stream, counts, client } = walk
  if (!stream) return
  counts.streams += 1
  const who = { id: stream.id, stream: stream.kind, name: stream.row?.number ?? stream.state.number }
  const facts = stream.isWhole ? [] : (await client.query<StoredFact>(selectStored(stream.id))).rows
  const faults = chainFaults(facts, stream.row?.version)
  const besides = stream.boxFaults.filter((fault) => isNews(stream, fault, facts))
  const rest = await rowsOf(walk, stream)
  const found = [...faults, ...besides, ...rest]
  const named = new Set(found.map(({ version }) => version))
  const unlike = logFaults(walk.log, stream.logged, stream.seen).filter(({ version }) => !named.has(version))
  counts.unsigned += Math.max(0, stream.seen.length - stream.logged.length)
  for (const fault of [...found, ...unlike]) report(walk, who, fault)
  walk.stream = undefined
}

async function rowsOf({ house, client }: Walk, stream: Stream): Promise<Fault[]> {
  if (hasRow(stream)) return rowFaults(house, stream)
  return stream.kind === 'organisation' && stream.isWhole ? organisationFaults(client, house.ring, stream.id) : []
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

function report({ counts, wish }: Walk, { id, stream, name }: Named, fault: Fault): void {
  counts.findings += 1
  wish.onFinding({ streamId: id, ...(stream && { stream }), ...(name && { name }), ...fault })
}
