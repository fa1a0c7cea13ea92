import { open } from '../crypto/box.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Statement } from '../db/pool.ts'
import type { Opening } from './commit.ts'
import { openSecrets } from './commit.ts'
import { isOfRules, noFactBefore, type ToldFact } from './envelope.ts'
import { boxPlace, type DataKey, type StreamEnd } from './write.ts'

export type KeyRow = { stream_id: string; holder: string; epoch: number; wrapped: Buffer }
export type BoxRow = { stream_id: string; version: number; holder: string; box: Buffer }
/** A box with the wrapped key that opens it. */
export type LockedBox = BoxRow & Pick<KeyRow, 'epoch' | 'wrapped'>

/** All of a fact, named as `StoredFact` names it. */
export const storedColumns = `stream_id as "streamId", stream, version, type, data, by_kind as "byKind", by_id as "byId", occurred_at as "occurredAt", recorded_at as "recordedAt", origin, cause,
    rule, request_id as "requestId", schema, hash_alg as "hashAlg", encode(prev, 'hex') as prev, encode(hash, 'hex') as hash`

/** The facts of a stream in order with all that their hashes are taken over: `StoredFact`. */
export function selectStored(streamId: string): Statement {
  const text = `select ${storedColumns} from fact where stream_id = $1 order by version`
  return { name: 'select-stored', text, values: [streamId] }
}

const told = `stream, version, type, data, by_kind as "byKind", by_id as "byId", occurred_at as "occurredAt", recorded_at as "recordedAt",
    origin, rule, encode(hash, 'hex') as hash`

/** The facts of a stream in order, as `ToldFact`. */
export function selectFacts(streamId: string): Statement {
  const text = `select ${told} from fact where stream_id = $1 order by version`
  return { name: 'select-facts', text, values: [streamId] }
}

export function selectKeys(streamId: string): Statement {
  return {
    name: 'select-keys',
    text: 'select stream_id, holder, epoch, wrapped from data_key where stream_id = $1',
    values: [streamId],
  }
}

/** The boxes of a stream, each with the key of its holder; a holder without a key (erased) has none. */
export function selectBoxes(streamId: string): Statement {
  return {
    name: 'select-boxes',
    text: `select s.version, s.holder, s.box, k.epoch, k.wrapped, s.stream_id from sealed s join data_key k on k.stream_id = s.stream_id and k.holder = s.holder
      where s.stream_id = $1 and k.stream_id = $1`,
    values: [streamId],
  }
}

/** A case with the rectifications that spring from it: every fact whole, and every box with its key. */
export function selectCaseWhole(caseId: string): [facts: Statement, boxes: Statement] {
  const ofCase = `stream_id in (select $1::uuid union all select id from improvement_row where case_id = $1)`
  const facts = `select ${storedColumns} from fact where ${ofCase} order by stream_id, version`
  const boxes = `select version, holder, box, epoch, wrapped, stream_id from sealed join data_key using (stream_id, holder) where ${ofCase} order by stream_id, version, holder`
  return [
    { name: 'whole-facts', text: facts, values: [caseId] },
    { name: 'whole-boxes', text: boxes, values: [caseId] },
  ]
}

/** The facts of several streams, each in order, as `StreamFact`. */
export function selectFactsOf(streamIds: readonly string[]): Statement {
  const text = `select stream_id as "streamId", ${told} from fact where stream_id = any($1::uuid[]) order by stream_id, version`
  return { name: 'facts-of-streams', text, values: [streamIds] }
}

/** Facts in order, and boxes, of several streams; for screens that show many short ones. */
export function selectStreams(streamIds: readonly string[]): Statement[] {
  const boxes = `select s.version, s.holder, s.box, k.epoch, k.wrapped, s.stream_id from sealed s join data_key k on k.stream_id = s.stream_id and k.holder = s.holder
    where s.stream_id = any($1::uuid[])`
  const values = [streamIds]
  return [selectFactsOf(streamIds), { name: 'boxes-of-streams', text: boxes, values }]
}

/** Where a stream ends, ready for the next facts. */
export function streamEnd(
  streamId: string,
  stream: ToldFact['stream'],
  facts: readonly ToldFact[],
  keys: readonly KeyRow[],
  ring: KeyRing,
): StreamEnd {
  const last = facts.at(-1)
  return { streamId, stream, version: last?.version ?? 0, hash: last?.hash ?? noFactBefore, keys: openKeys(keys, ring) }
}

/** The data keys of a stream by holder. */
function openKeys(rows: readonly KeyRow[], ring: KeyRing): ReadonlyMap<string, DataKey> {
  return new Map(
    rows.map(({ stream_id, holder, epoch, wrapped }) => [
      holder,
      { key: ring.unwrap(stream_id, holder, epoch, wrapped), epoch },
    ]),
  )
}

/**
 * The sealed values of one stream's facts, by version and path.
 *
 * @throws WrongPlace where a box was moved or changed
 */
export function openBoxes(
  boxes: readonly LockedBox[],
  ring: KeyRing,
): ReadonlyMap<number, ReadonlyMap<string, string>> {
  const opened = new Map<number, Map<string, string>>()
  eachBox(boxes, ring, (version, values) => {
    const ofVersion = opened.get(version) ?? new Map<string, string>()
    for (const [path, , value] of values) ofVersion.set(path, value)
    opened.set(version, ofVersion)
  })
  return opened
}

/**
 * The sealed values of one stream's facts by version, each with its salt: what holds them against their commitments.
 *
 * @throws WrongPlace where a box was moved or changed
 */
export function openingsOf(boxes: readonly LockedBox[], ring: KeyRing): ReadonlyMap<number, readonly Opening[]> {
  const opened = new Map<number, Opening[]>()
  eachBox(boxes, ring, (version, values) => opened.set(version, [...(opened.get(version) ?? []), ...values]))
  return opened
}

function eachBox(
  boxes: readonly LockedBox[],
  ring: KeyRing,
  take: (version: number, values: readonly Opening[]) => void,
): void {
  const keys = new Map<string, Buffer>()
  for (const { stream_id, version, holder, box, epoch, wrapped } of boxes) {
    const key = keys.get(holder) ?? ring.unwrap(stream_id, holder, epoch, wrapped)
    keys.set(holder, key)
    take(version, JSON.parse(open(key, boxPlace(stream_id, version, holder), box).toString()) as Opening[])
  }
}

const nothing: ReadonlyMap<string, string> = new Map()

/** A fact's data as a reader may see it. What rules and time write down holds no value of a person. */
export function openData(
  fact: ToldFact,
  opened: ReadonlyMap<number, ReadonlyMap<string, string>>,
): Record<string, unknown> {
  if (isOfRules(fact)) return fact.data
  return openSecrets(fact.data, opened.get(fact.version) ?? nothing) as Record<string, unknown>
}
