import type { StoredFact } from '../../server/trail/envelope.ts'
import { bytesOf, type Entry } from '../../server/trail/log/entry.ts'
import { grow, leafHash } from '../../server/trail/log/merkle.ts'
import { selectEntries } from '../../server/trail/log/stored-nodes.ts'
import { ofFiles } from './of-files.ts'
import type { Store } from './store.ts'

/** Numbers that look drawn, the same for the same seed. */
export type Draw = (below: number) => number

/** What is done to a store, and what of it has to be named: ids of streams, or names of tables of the log. */
export type Manipulation = (store: Store, draw: Draw) => Promise<readonly string[]>

const one = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)] as T
const other = <T>(draw: Draw, list: readonly T[], not: T): T =>
  one(
    draw,
    list.filter((item) => item !== not),
  )

/** A case with a fact of it that is neither the first nor the last. */
async function inside({ cases, factsOf }: Store, draw: Draw) {
  const id = one(draw, cases)
  const facts = await factsOf(id)
  return { id, facts, at: 1 + draw(facts.length - 2) }
}

const forged = (fact: StoredFact, draw: Draw): StoredFact => ({ ...fact, data: { ...fact.data, forged: draw(1000) } })

const envelope: readonly (readonly [column: string, value: string])[] = [
  ['by_id', `'somebody'`],
  ['by_kind', `'complainant'`],
  ['type', `'CaseRefused'`],
  ['occurred_at', `occurred_at - interval '1 day'`],
  ['recorded_at', `recorded_at + interval '1 second'`],
  ['origin', `'import'`],
  ['rule', `'none'`],
  ['request_id', 'gen_random_uuid()'],
]

const rowEdits = [
  `status = 'closed'`,
  `stage = 'archive'`,
  `handler = gen_random_uuid()`,
  `turns = turns + 1`,
  `received_at = received_at - interval '1 day'`,
  `lead_due = lead_due + interval '1 day'`,
  `channel = 'web'`,
]

/** Hashes the log anew, so that it fits what the facts are now; only the signatures cannot be made. */
async function rewriteLog({ sql }: Store): Promise<void> {
  await sql(
    'update log_entry e set hash = f.hash from fact f where f.stream_id = e.stream_id and f.version = e.version',
  )
  const { text, values } = selectEntries(0, 1_000_000)
  const entries = (await sql(text, values)) as unknown as Entry[]
  const nodes = grow(
    0,
    [],
    entries.map((entry) => leafHash(bytesOf(entry))),
  )
  for (const { level, index, hash } of nodes)
    await sql('update log_node set hash = $3 where level = $1 and index = $2', [level, index, hash])
}

/** By name, what somebody with all rights over the database may try. */
export const manipulations: Readonly<Record<string, Manipulation>> = {
  edit: async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    await store.sql(`update fact set data = data || '{"forged": 1}' where stream_id = $1 and version = $2`, [
      id,
      facts[at]?.version,
    ])
    return [id]
  },
  'edit of the envelope': async (store, draw) => {
    const { id, at } = await inside(store, draw)
    const [column, value] = one(draw, envelope)
    await store.sql(`update fact set ${column} = ${value} where stream_id = $1 and version = $2`, [id, at + 1])
    return [id]
  },
  'edit without triggers': async (store, draw) => {
    const { id, at } = await inside(store, draw)
    await store.sql('set session_replication_role = origin; alter table fact disable trigger all')
    await store.sql(`update fact set by_id = 'somebody' where stream_id = $1 and version = $2`, [id, at + 1])
    await store.sql('alter table fact enable trigger all; set session_replication_role = replica')
    return [id]
  },
  'edit, hashed anew to the end': async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    await store.rechain(facts.map((fact, n) => (n === at ? forged(fact, draw) : fact)))
    return [id]
  },
  'edit, hashed anew, the log as well': async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    await store.rechain(facts.map((fact, n) => (n === at ? forged(fact, draw) : fact)))
    await rewriteLog(store)
    return [id]
  },
  deletion: async (store, draw) => {
    const { id, at } = await inside(store, draw)
    await store.sql('delete from fact where stream_id = $1 and version = $2', [id, at + 1])
    return [id]
  },
  'deletion, the gap closed': async (store, draw) => {
    const { id, at } = await inside(store, draw)
    await store.sql('delete from fact where stream_id = $1 and version = $2', [id, at + 1])
    await store.sql('update fact set version = -version where stream_id = $1 and version > $2', [id, at + 1])
    await store.sql('update fact set version = -version - 1 where stream_id = $1 and version < 0', [id])
    return [id]
  },
  'deletion, hashed anew': async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    await store.rechain(facts.filter((_, n) => n !== at))
    await store.sql('update case_row set version = version - 1 where id = $1', [id])
    return [id]
  },
  'insertion in the past': async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    const more = { ...forged(facts[at] as StoredFact, draw), type: 'ComplainantContacted' }
    await store.rechain(facts.flatMap((fact, n) => (n === at ? [more, fact] : [fact])))
    return [id]
  },
  'an earlier date at the end': async (store, draw) => {
    const { id, facts } = await inside(store, draw)
    const last = facts.at(-1) as StoredFact
    const recordedAt = new Date(Date.parse(last.recordedAt) - 3_600_000 * (1 + draw(100))).toISOString()
    await store.rechain([...facts, { ...forged(last, draw), recordedAt }])
    return [id]
  },
  reordering: async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    const to = other(
      draw,
      facts.map((_, n) => n),
      at,
    )
    const swap = `case version when $2 then $3 when $3 then $2 else version end`
    await store.sql('update fact set version = version + 1000 where stream_id = $1', [id])
    await store.sql(`update fact set version = -(${swap}) where stream_id = $1`, [id, at + 1001, to + 1001])
    await store.sql('update fact set version = -version - 1000 where stream_id = $1', [id])
    return [id]
  },
  'reordering, hashed anew': async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    const to = other(
      draw,
      facts.map((_, n) => n),
      at,
    )
    await store.rechain(facts.map((fact, n) => (n === at ? facts[to] : n === to ? facts[at] : fact) as StoredFact))
    return [id]
  },
  'who acted, exchanged': async (store, draw) => {
    const { id, facts, at } = await inside(store, draw)
    await store.rechain(facts.map((fact, n) => (n === at ? { ...fact, byId: `person-${draw(9)}` } : fact)))
    return [id]
  },
  'sealed values, exchanged between persons': async (store, draw) => {
    const from = one(draw, store.cases)
    const to = other(draw, store.cases, from)
    const swap =
      'update sealed set stream_id = case stream_id when $1 then $2::uuid else $1::uuid end where stream_id in ($1, $2) and version = 1'
    await store.sql('alter table sealed drop constraint sealed_pkey')
    await store.sql(swap, [from, to])
    await store.sql('alter table sealed add primary key (stream_id, version, holder)')
    return [from, to]
  },
  'a sealed value, changed': async (store, draw) => {
    const id = one(draw, store.cases)
    await store.sql(
      'update sealed set box = set_byte(box, $2, get_byte(box, $2) # 1) where stream_id = $1 and version = 1',
      [id, 13 + draw(10)],
    )
    return [id]
  },
  'a sealed value, taken away': async (store, draw) => {
    const id = one(draw, store.cases)
    await store.sql('delete from sealed where stream_id = $1 and version = 1', [id])
    return [id]
  },
  'a key, changed': async (store, draw) => {
    const id = one(draw, store.cases)
    await store.sql(
      'update data_key set wrapped = set_byte(wrapped, $2, get_byte(wrapped, $2) # 1) where stream_id = $1',
      [id, 13 + draw(10)],
    )
    return [id]
  },
  'a tail, cut off': async (store, draw) => {
    const { id, facts } = await inside(store, draw)
    const last = facts.length - 1 - draw(3)
    await store.sql('delete from fact where stream_id = $1 and version > $2', [id, last])
    await store.sql('delete from sealed where stream_id = $1 and version > $2', [id, last])
    await store.sql('update case_row set version = $2 where id = $1', [id, last])
    return [id]
  },
  'an older copy of a case': async (store, draw) => {
    const id = one(draw, store.cases)
    for (const [table, column] of [
      ['fact', 'stream_id'],
      ['sealed', 'stream_id'],
      ['data_key', 'stream_id'],
      ['case_row', 'id'],
    ]) {
      await store.sql(`delete from ${table} where ${column} = $1`, [id])
      await store.sql(`insert into ${table} select * from older_${table} where ${column} = $1`, [id])
    }
    return [id]
  },
  'an older copy of everything': async (store) => {
    await store.putBack('older')
    return store.cases
  },
  'a case, taken out': async (store, draw) => {
    const id = one(draw, store.cases)
    for (const table of ['fact', 'sealed', 'data_key', 'log_entry'])
      await store.sql(`delete from ${table} where stream_id = $1`, [id])
    await store.sql('delete from case_row where id = $1', [id])
    return [id]
  },
  'a row of a case': async (store, draw) => {
    const id = one(draw, store.cases)
    await store.sql(`update case_row set ${one(draw, rowEdits)} where id = $1`, [id])
    return [id]
  },
  'rows of two cases, exchanged': async (store, draw) => {
    const from = one(draw, store.cases)
    const to = other(draw, store.cases, from)
    const columns = 'received_at, version, turns, lead_due'
    await store.sql(
      `update case_row c set (${columns}) = (select ${columns} from kept_case_row k where k.id = case c.id when $1 then $2::uuid else $1::uuid end) where c.id in ($1, $2)`,
      [from, to],
    )
    return [from, to]
  },
  'who is shut out': async (store, draw) => {
    const id = one(draw, store.cases)
    await store.sql('insert into wall select id, $1 from person limit 1', [id])
    return [id]
  },
  'posts, exchanged': async (store) => {
    await store.sql(
      `update post_holding set post = 'director' where (person_id, post, unit_id) in (select person_id, post, unit_id from post_holding where post <> 'director' limit 1)`,
    )
    return [store.organisation]
  },
  'log-ins, exchanged': async (store) => {
    await store.sql(`alter table account drop constraint account_login_digest_key`)
    await store.sql(`with two as (select person_id, login_digest, row_number() over (order by person_id) as n from account limit 2)
      update account a set login_digest = (select login_digest from two t where t.person_id <> a.person_id) where person_id in (select person_id from two)`)
    await store.sql('alter table account add constraint account_login_digest_key unique (login_digest)')
    return [store.organisation]
  },
  'somebody let in again, or shut out': async (store) => {
    await store.sql('update person set disabled = not disabled where id = (select id from person limit 1)')
    return [store.organisation]
  },
  'a unit': async (store) => {
    await store.sql(`update unit set name = name || '?' where id = (select id from unit limit 1)`)
    return [store.organisation]
  },
  'a rule, changed': async (store) => {
    await store.sql(
      `update policy set body = jsonb_set(body::jsonb, '{forged}', '1')::json where kind = 'pack' and id = 'enterprise'`,
    )
    return store.cases
  },
  'an entry of the log': async (store, draw) => {
    await store.sql(`update log_entry set hash = sha256(hash) where position = $1`, [draw(40)])
    return ['log_entry']
  },
  'a checkpoint': async (store) => {
    await store.sql('update checkpoint set root = sha256(root)')
    return ['checkpoint']
  },
  'passwords, exchanged': async (store) => {
    await store.sql(
      'update account a set password = (select b.password from account b where b.person_id <> a.person_id limit 1)',
    )
    return [store.organisation]
  },
  ...ofFiles,
}
