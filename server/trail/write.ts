import type { Derived } from '../../core/case/events.ts'
import type { Holder } from '../../core/shared/fields.ts'
import { seal } from '../crypto/box.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Statement } from '../db/pool.ts'
import { commitSecrets, type Opening } from './commit.ts'
import { hashOfText, isOfRules, type StoredFact, textOf } from './envelope.ts'

export type DataKey = { readonly key: Buffer; readonly epoch: number }

/** Where a stream ends now and which keys it holds. */
export type StreamEnd = {
  readonly streamId: string
  readonly stream: StoredFact['stream']
  readonly version: number
  readonly hash: string
  readonly keys: ReadonlyMap<string, DataKey>
}

/** What all facts of one request share. */
export type Request = {
  readonly requestId: string
  readonly byKind: string
  readonly byId: string
  readonly recordedAt: string
}

/** A fact to be written; its event is any object with a `type`. */
export type NewFact = Omit<Derived, 'event'> & { readonly event: { readonly type: string } }

type BoxRow = { stream_id: string; version: number; holder: string; box: string }
type KeyRow = { stream_id: string; holder: string; epoch: number; wrapped: string }

export const boxPlace = (stream: string, version: number, holder: string) => `sealed|box|${stream}|${version}|${holder}`

/** New facts of one stream: as stored, and the rows that store them. */
export type Written = {
  readonly stored: readonly StoredFact[]
  readonly texts: readonly string[]
  readonly keyRows: readonly KeyRow[]
  readonly boxRows: readonly BoxRow[]
}

/**
 * Makes the rows of new facts: secrets sealed, hashes chained, a data key for each holder that has none yet.
 *
 * @returns the facts as stored, and the statements that store them; to be run in one transaction
 */
export function writeFacts(
  end: StreamEnd,
  facts: readonly NewFact[],
  request: Request,
  ring: KeyRing,
): { stored: readonly StoredFact[]; statements: Statement[] } {
  const written = chainFacts(end, facts, request, ring)
  return { stored: written.stored, statements: storeFacts([written]) }
}

/** The statements that store new facts of one stream or of several. */
export function storeFacts(written: readonly Written[]): Statement[] {
  const keyRows = written.flatMap((one) => one.keyRows)
  const boxRows = written.flatMap((one) => one.boxRows)
  return [
    insertFacts(written.flatMap((one) => one.texts)),
    ...(keyRows.length > 0 ? [insertKeys(keyRows)] : []),
    ...(boxRows.length > 0 ? [insertBoxes(boxRows)] : []),
  ]
}

/** New facts at the end of a stream, with secrets sealed and hashes chained; nothing is stored yet. */
export function chainFacts(end: StreamEnd, facts: readonly NewFact[], request: Request, ring: KeyRing): Written {
  const keys = new Map(end.keys)
  const keyRows: KeyRow[] = []
  const boxRows: BoxRow[] = []
  const stored: StoredFact[] = []
  const texts: string[] = []
  const keyOf = (holder: Holder) => keys.get(holder) ?? makeKey(end.streamId, holder, ring, keys, keyRows)
  for (const fact of facts) {
    const version = end.version + stored.length + 1
    const { type, ...rest } = fact.event
    const { data, openings } = commitSecrets(rest)
    if (isOfRules(fact) && openings.size > 0) throw new Error(`${type} of the rules holds a value of a person`)
    for (const [holder, values] of openings) boxRows.push(boxRow(end.streamId, version, holder, values, keyOf(holder)))
    const chained = chain(end, stored, { type, data, version }, fact, request)
    stored.push(chained.fact)
    texts.push(chained.text)
  }
  return { stored, texts, keyRows, boxRows }
}

/** The next fact of a stream, and its text for the database: the one that was hashed, with the hash added. */
function chain(
  end: StreamEnd,
  before: readonly StoredFact[],
  what: { type: string; data: Record<string, unknown>; version: number },
  fact: NewFact,
  request: Request,
): { fact: StoredFact; text: string } {
  const derived = isOfRules(fact)
  const cause = before.findLast((one) => one.origin === 'human' || one.origin === 'import')
  const whole = {
    streamId: end.streamId,
    stream: end.stream,
    ...what,
    byKind: derived ? 'rules' : request.byKind,
    byId: derived ? 'rules' : request.byId,
    occurredAt: fact.occurredAt,
    recordedAt: request.recordedAt,
    origin: fact.origin,
    cause: derived && cause ? String(cause.version) : null,
    rule: fact.rule ?? null,
    requestId: request.requestId,
    schema: 1,
    hashAlg: 'sha256' as const,
    prev: before.at(-1)?.hash ?? end.hash,
  }
  const text = textOf(whole)
  const hash = hashOfText(text)
  return { fact: { ...whole, hash }, text: `${text.slice(0, -1)},"hash":"${hash}"}` }
}

function makeKey(stream: string, holder: string, ring: KeyRing, keys: Map<string, DataKey>, rows: KeyRow[]): DataKey {
  const { key, epoch, wrapped } = ring.newKey(stream, holder)
  rows.push({ stream_id: stream, holder, epoch, wrapped: wrapped.toString('base64') })
  keys.set(holder, { key, epoch })
  return { key, epoch }
}

function boxRow(stream: string, version: number, holder: string, values: readonly Opening[], { key }: DataKey): BoxRow {
  const box = seal(key, boxPlace(stream, version, holder), Buffer.from(JSON.stringify(values)))
  return { stream_id: stream, version, holder, box: box.toString('base64') }
}

function insertFacts(texts: readonly string[]): Statement {
  const text = `insert into fact (stream_id, version, stream, type, data, by_kind, by_id, occurred_at, recorded_at, origin, cause, rule, request_id, schema, hash_alg, prev, hash)
    select "streamId", version, stream, type, data, "byKind", "byId", "occurredAt", "recordedAt", origin, cause, rule, "requestId", schema, "hashAlg", decode(prev, 'hex'), decode(hash, 'hex')
    from json_to_recordset($1::json) as f("streamId" uuid, version int, stream text, type text, data jsonb, "byKind" text, "byId" text, "occurredAt" timestamptz, "recordedAt" timestamptz,
      origin text, cause text, rule text, "requestId" uuid, schema smallint, "hashAlg" text, prev text, hash text)`
  return { name: 'insert-facts', text, values: [`[${texts.join(',')}]`] }
}

function insertKeys(rows: readonly KeyRow[]): Statement {
  const text = `insert into data_key (stream_id, holder, epoch, wrapped)
    select stream_id, holder, epoch, decode(wrapped, 'base64') from json_to_recordset($1::json) as k(stream_id uuid, holder text, epoch int, wrapped text)`
  return { name: 'insert-keys', text, values: [JSON.stringify(rows)] }
}

function insertBoxes(rows: readonly BoxRow[]): Statement {
  const text = `insert into sealed (stream_id, version, holder, box)
    select stream_id, version, holder, decode(box, 'base64') from json_to_recordset($1::json) as s(stream_id uuid, version int, holder text, box text)`
  return { name: 'insert-boxes', text, values: [JSON.stringify(rows)] }
}
