/**
 * What is stored, read with SQL of the checker's own. Moments are written by the database as ISO with milliseconds, so
 * that no driver's idea of a date stands between the columns and their hash.
 */

const moment = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

const factText = `
  select stream_id as "streamId", version, stream, type, data::text as data, by_kind as "byKind", by_id as "byId",
         to_char(occurred_at at time zone 'UTC', ${moment}) as "occurredAt",
         to_char(recorded_at at time zone 'UTC', ${moment}) as "recordedAt",
         origin, cause, rule, request_id as "requestId", schema, hash_alg as "hashAlg",
         encode(prev, 'hex') as prev, encode(hash, 'hex') as hash
  from fact where stream_id = any($1::uuid[]) order by stream_id, version`

const caseText = `
  select id, number, unit_id, handler, kind, channel, version, turns,
         to_char(received_at at time zone 'UTC', ${moment}) as received_at,
         case when next_check_at = 'infinity' then 'infinity'
              else to_char(next_check_at at time zone 'UTC', ${moment}) end as next_check_at
  from case_row where id = any($1::uuid[])`

const improvementText = `
  select id, number, unit_id, owner, status, overdue, version, turns
  from improvement_row where id = any($1::uuid[])`

const requestText = `
  select case_id, request as ordinal, person_id, given_at is not null as given
  from statement_request where case_id = any($1::uuid[]) order by request`

const idText = `
  select stream_id as id from fact union select id from case_row union select id from improvement_row union select stream_id from sealed
  union select stream_id from data_key union select case_id from query_code union select id from organisation
  order by 1`

const boxText = `
  select stream_id, version, holder, octet_length(box) as size from sealed where stream_id = any($1::uuid[])`

const keyText = `
  select k.stream_id, k.holder, octet_length(k.wrapped) as size, e.epoch is not null as has_epoch
  from data_key k left join key_epoch e using (epoch) where k.stream_id = any($1::uuid[])`

const atATime = 500

/**
 * Every stream with all that belongs to it, a few hundred at a time.
 *
 * @param {import('pg').Client} client inside a transaction that sees one moment
 */
export async function* streamsOf(client) {
  const { rows } = await client.query(idText)
  const ids = rows.map((row) => row.id)
  for (let from = 0; from < ids.length; from += atATime)
    yield* await someStreams(client, ids.slice(from, from + atATime))
}

async function someStreams(client, ids) {
  const ask = async (text) => (await client.query(text, [ids])).rows
  const facts = grouped(await ask(factText), 'streamId')
  const boxes = grouped(await ask(boxText), 'stream_id')
  const keys = grouped(await ask(keyText), 'stream_id')
  const cases = grouped(await ask(caseText), 'id')
  const improvements = grouped(await ask(improvementText), 'id')
  const codes = grouped(await ask('select case_id, receipt from query_code where case_id = any($1::uuid[])'), 'case_id')
  const walls = grouped(await ask('select case_id, person_id from wall where case_id = any($1::uuid[])'), 'case_id')
  const asked = grouped(await ask(requestText), 'case_id')
  const organisations = grouped(await ask('select id, version from organisation where id = any($1::uuid[])'), 'id')
  return ids.map((id) => ({
    id,
    facts: (facts.get(id) ?? []).map((fact) => ({ ...fact, data: JSON.parse(fact.data) })),
    boxes: boxes.get(id) ?? [],
    keys: keys.get(id) ?? [],
    row: cases.get(id)?.[0],
    improvement: improvements.get(id)?.[0],
    code: codes.get(id)?.[0],
    asked: asked.get(id) ?? [],
    walled: (walls.get(id) ?? []).map(({ person_id }) => person_id).sort(),
    organisation: organisations.get(id)?.[0],
  }))
}

/** The stored answers by request key; a key stands once in each scope, and should stand in one scope only. */
export async function storedAnswers(client) {
  const { rows } = await client.query('select scope, key, answer from request')
  return grouped(rows, 'key')
}

/** What would break if the rows of the clock were not worked off: how many cases wait for more than so many seconds. */
export async function casesLeftBehind(client, seconds) {
  const text = 'select count(*)::int as n from case_row where next_check_at < now() - make_interval(secs => $1)'
  return (await client.query(text, [seconds])).rows[0].n
}

function grouped(rows, by) {
  const groups = new Map()
  for (const row of rows) {
    const group = groups.get(row[by])
    if (group) group.push(row)
    else groups.set(row[by], [row])
  }
  return groups
}
