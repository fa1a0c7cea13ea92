import type { Command } from '../core/case/command.ts'
import { type Outcome, runCommand } from '../core/case/run-command.ts'
import { isSecret } from '../core/shared/fields.ts'
import { pinnedBy } from '../server/case-now.ts'
import { caseRowOf, updateCaseRows } from '../server/case-row.ts'
import { seal } from '../server/crypto/box.ts'
import type { Statement } from '../server/db/pool.ts'
import { inTransaction } from '../server/db/transaction.ts'
import { foldCase } from '../server/fold-case.ts'
import { contextOf } from '../server/handle-command.ts'
import type { House } from '../server/house.ts'
import { insertNotices, noticesOf } from '../server/notices.ts'
import { insertRequest, type RequestKey, replayOf, type StoredAnswer, selectRequest } from '../server/request-key.ts'
import type { StoredFact, ToldFact } from '../server/trail/envelope.ts'
import { type KeyRow, selectKeys, streamEnd } from '../server/trail/read.ts'
import { boxPlace, type DataKey } from '../server/trail/write.ts'

/** The tables of a house without a trail: the same rows and rights, and neither hash, link, commitment nor place in a log. */
export const plainTables = `
  create table plain_fact (like fact including all);
  alter table plain_fact drop column prev, drop column hash, drop column hash_alg, drop column tx;
  create table plain_sealed (like sealed including all);
  insert into plain_fact select stream_id, version, stream, type, data, by_kind, by_id, occurred_at, recorded_at, origin, cause, rule, request_id, schema from fact;
  insert into plain_sealed table sealed;
  grant select, insert on plain_fact, plain_sealed to huiyin_app;
  alter table plain_fact enable row level security;
  alter table plain_sealed enable row level security;
  create policy of_stream on plain_fact using (stream_id::text = current_setting('huiyin.seen', true) or sees(stream_id));
  create policy of_stream on plain_sealed using (stream_id::text = current_setting('huiyin.seen', true) or sees(stream_id));
`

type Call = {
  readonly command: Command
  readonly caseId: string
  readonly input: unknown
  readonly caller: { readonly kind: 'staff'; readonly id: string }
  readonly key: RequestKey
}

/**
 * What `handleCommand` does to a case, without the trail: reads, decides and stores the same, values sealed under the same
 * keys, and nothing of it is hashed, linked or committed to. Made for the bench of the trail's cost.
 *
 * @throws Error where the command is refused
 */
export async function plainCommand(house: House, call: Call): Promise<void> {
  const { command, caseId, input, caller, key } = call
  const organisation = await house.directory.now()
  if (!organisation) throw new Error('the organisation is founded')
  await inTransaction(house.pool, { person: caller.id }, async (client) => {
    const [{ rows: facts }, { rows: keys }, request] = await Promise.all([
      client.query<ToldFact>(selectPlain(caseId)),
      client.query<KeyRow>(selectKeys(caseId)),
      client.query<StoredAnswer>(selectRequest(key)),
    ])
    if (replayOf(key, request.rows)) throw new Error('a key is used once')
    const state = foldCase(facts)
    const base = { state, ...(await pinnedBy(house, state)), now: house.now() }
    const outcome = runCommand(command, input, contextOf(organisation, call, base, state.unit))
    if (outcome.refusal) throw new Error(outcome.refusal.code)
    const recordedAt = house.now()
    const { keys: dataKeys } = streamEnd(caseId, 'case', facts, keys, house.ring)
    const { stored, statements } = plainFacts(caseId, facts.length, outcome, { key, caller, recordedAt }, dataKeys)
    const row = caseRowOf(caseId, outcome.state, base.packs, base.calendar.calendar, recordedAt)
    const notices = noticesOf(stored, { state: outcome.state, packs: base.packs }, organisation)
    const { number, turns, version } = outcome.state
    return {
      result: undefined,
      writes: [
        insertRequest(key, { id: caseId, number, turns, version }),
        ...statements,
        ...(notices.length > 0 ? [insertNotices(notices)] : []),
        updateCaseRows([row]),
      ],
    }
  })
}

function selectPlain(streamId: string): Statement {
  const text = `select stream, version, type, data, by_kind as "byKind", by_id as "byId", occurred_at as "occurredAt", recorded_at as "recordedAt", origin, rule, '' as hash
    from plain_fact where stream_id = $1 order by version`
  return { name: 'select-plain', text, values: [streamId] }
}

type About = { readonly key: RequestKey; readonly caller: Call['caller']; readonly recordedAt: string }

function plainFacts(
  streamId: string,
  before: number,
  { facts }: Outcome,
  { key, caller, recordedAt }: About,
  keys: ReadonlyMap<string, DataKey>,
) {
  const boxes: object[] = []
  const stored = facts.map(({ event: { type, ...event }, origin, occurredAt, rule = null }, n) => {
    const version = before + n + 1
    const { data, values } = apart(event)
    for (const [holder, some] of values) {
      const box = seal(
        keys.get(holder)?.key as Buffer,
        boxPlace(streamId, version, holder),
        Buffer.from(JSON.stringify(some)),
      )
      boxes.push({ stream_id: streamId, version, holder, box: box.toString('base64') })
    }
    const derived = origin === 'rule' || origin === 'time'
    const by = { byKind: derived ? 'rules' : caller.kind, byId: derived ? 'rules' : caller.id }
    const rest = { ...by, occurredAt, recordedAt, origin, cause: null, rule, requestId: key.key, schema: 1 }
    return { streamId, stream: 'case', version, type, data, ...rest }
  })
  const statements = [insertPlain(stored), ...(boxes.length > 0 ? [insertBoxes(boxes)] : [])]
  return { stored: stored as unknown as StoredFact[], statements }
}

/** Data with its secrets taken out, and these by their holder. */
function apart(event: object) {
  const values = new Map<string, string[]>()
  const text = JSON.stringify(event, (_, value: unknown) => {
    if (!isSecret(value)) return value
    values.set(value.holder, [...(values.get(value.holder) ?? []), value.secret])
    return { holder: value.holder }
  })
  return { data: JSON.parse(text) as Record<string, unknown>, values }
}

function insertPlain(rows: readonly object[]): Statement {
  const text = `insert into plain_fact (stream_id, version, stream, type, data, by_kind, by_id, occurred_at, recorded_at, origin, cause, rule, request_id, schema)
    select "streamId", version, stream, type, data, "byKind", "byId", "occurredAt", "recordedAt", origin, cause, rule, "requestId", schema
    from json_to_recordset($1::json) as f("streamId" uuid, version int, stream text, type text, data jsonb, "byKind" text, "byId" text, "occurredAt" timestamptz, "recordedAt" timestamptz,
      origin text, cause text, rule text, "requestId" uuid, schema smallint)`
  return { name: 'insert-plain', text, values: [JSON.stringify(rows)] }
}

function insertBoxes(rows: readonly object[]): Statement {
  const text = `insert into plain_sealed (stream_id, version, holder, box)
    select stream_id, version, holder, decode(box, 'base64') from json_to_recordset($1::json) as s(stream_id uuid, version int, holder text, box text)`
  return { name: 'insert-plain-boxes', text, values: [JSON.stringify(rows)] }
}
