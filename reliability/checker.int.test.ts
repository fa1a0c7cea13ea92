import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { type StoredHouse, storedHouse } from './stored-house.fixture.ts'

let store: StoredHouse
beforeAll(async () => {
  store = await storedHouse()
})
afterEach(() => store.restore())
afterAll(() => store.close())

type Fault = readonly [kind: string, what: string, sql: string]

/** `$1` is the first case, whose last fact is far behind its first. */
const ofFacts: Fault[] = [
  [
    'changed-fact',
    'a value in a fact',
    `update fact set data = jsonb_set(data, '{channel}', '"web"') where stream_id = $1 and version = 1`,
  ],
  [
    'changed-fact',
    'a commitment',
    `update fact set data = jsonb_set(data, '{title,commitment}', '"x"') where stream_id = $1 and version = 1`,
  ],
  [
    'changed-fact',
    'a number that readers may read differently',
    `update fact set data = jsonb_set(data, '{groupSize}', '1.5') where stream_id = $1 and version = 1`,
  ],
  [
    'changed-fact',
    'when it happened',
    `update fact set occurred_at = occurred_at + interval '1 ms' where stream_id = $1 and version = 2`,
  ],
  [
    'changed-fact',
    'when it was recorded',
    `update fact set recorded_at = recorded_at - interval '1 h' where stream_id = $1 and version = 2`,
  ],
  ['changed-fact', 'who did it', `update fact set by_id = by_id || 'x' where stream_id = $1 and version = 2`],
  [
    'changed-fact',
    'what kind of actor did it',
    `update fact set by_kind = 'system' where stream_id = $1 and version = 1`,
  ],
  ['changed-fact', 'its type', `update fact set type = 'CaseRefused' where stream_id = $1 and type = 'CaseAccepted'`],
  ['changed-fact', 'its origin', `update fact set origin = 'import' where stream_id = $1 and version = 1`],
  ['changed-fact', 'its cause', `update fact set cause = '7' where stream_id = $1 and version = 2`],
  ['changed-fact', 'its rule', `update fact set rule = 'mine' where stream_id = $1 and version = 2`],
  [
    'changed-fact',
    'its request',
    `update fact set request_id = gen_random_uuid() where stream_id = $1 and version = 1`,
  ],
  ['changed-fact', 'its schema', `update fact set schema = 2 where stream_id = $1 and version = 1`],
  ['changed-fact', 'the kind of hash', `update fact set hash_alg = 'sm3' where stream_id = $1 and version = 1`],
  ['changed-fact', 'its hash', `update fact set hash = sha256(hash) where stream_id = $1 and version = 2`],
  [
    'stream-kind',
    'a fact of another kind of stream',
    `update fact set stream = 'group' where stream_id = $1 and version = 2`,
  ],
  [
    'broken-link',
    'a link to the fact before',
    `update fact set prev = sha256(prev) where stream_id = $1 and version = 3`,
  ],
  [
    'broken-link',
    'facts in another order',
    `update fact set version = case version when 2 then 3 else 2 end + 1000 where stream_id = $1 and version in (2, 3); update fact set version = version - 1000 where stream_id = $1 and version > 1000`,
  ],
  ['version-gap', 'a fact in the middle gone', `delete from fact where stream_id = $1 and version = 3`],
  [
    'row-differs',
    'the last fact gone',
    `delete from fact where stream_id = $1 and version = (select max(version) from fact where stream_id = $1)`,
  ],
  ['acknowledged-and-lost', 'all facts of a case gone', `delete from fact where stream_id = $1`],
  ['no-facts', 'a row without facts', `delete from fact where stream_id = $1`],
]
const ofRows: Fault[] = [
  ['row-differs', 'an earlier version in the row', `update case_row set version = version - 1 where id = $1`],
  ['row-differs', 'another number', `update case_row set number = '2026-999999' where id = $1`],
  ['row-differs', 'fewer turns', `update case_row set turns = turns - 1 where id = $1`],
  [
    'row-differs',
    'a clock that will not ring',
    `update case_row set next_check_at = 'infinity' where id = (select max(id::text)::uuid from case_row)`,
  ],
  ['row-differs', 'another handler', `update case_row set handler = null where id = $1`],
  ['row-differs', 'the organisation at an earlier version', `update organisation set version = version - 1`],
  ['no-row', 'a case without its row', `delete from case_row where id = $1`],
  ['no-query-code', 'a case without its query code', `delete from query_code where case_id = $1`],
  ['box-missing', 'a sealed value gone', `delete from sealed where stream_id = $1 and version = 1`],
  ['box-missing', 'a sealed value emptied', `update sealed set box = '' where stream_id = $1 and version = 1`],
  [
    'box-without-fact',
    'a sealed value of no fact',
    `insert into sealed select stream_id, 999, holder, box from sealed where stream_id = $1 and version = 1`,
  ],
  ['key-missing', 'a key gone', `delete from data_key where stream_id = $1 and holder = 'case'`],
  ['key-missing', 'a key of an epoch that is gone', `update data_key set epoch = 77 where stream_id = $1`],
  ['answer-lost', 'a kept answer gone', `delete from request where answer ->> 'id' = $1::text`],
  [
    'other-receipt',
    'another answer than was given',
    `update request set answer = jsonb_set(answer, '{number}', '"2026-1"') where answer ->> 'id' = $1::text`,
  ],
]
const ofDuties: Fault[] = [
  [
    'duty',
    'a due moment that was moved',
    `update fact set data = jsonb_set(data, '{due}', '"2026-03-09T01:00:00.000Z"') where stream_id = $1 and type = 'ObligationStarted' and data ->> 'allowance' = '24 h'`,
  ],
  ['duty', 'a breach that is gone', `delete from fact where stream_id = $1 and type = 'ObligationMissed'`],
  [
    'duty',
    'a breach before it was due',
    `update fact set occurred_at = occurred_at - interval '1 h' where stream_id = $1 and type = 'ObligationMissed'`,
  ],
  [
    'duty',
    'a second breach',
    `insert into fact select stream_id, version + 1000, stream, type, data, by_kind, by_id, occurred_at, recorded_at, origin, cause, rule, request_id, schema, hash_alg, prev, hash from fact where stream_id = $1 and type = 'ObligationMissed'`,
  ],
  [
    'duty',
    'a duty met that never started',
    `update fact set data = data || '{"duty": "other"}' where stream_id = $1 and type = 'ObligationMet'`,
  ],
  [
    'duty',
    'late and called in time',
    `update fact set data = data || '{"late": false}' where stream_id = $1 and type = 'ObligationMet' and (data ->> 'late')::boolean`,
  ],
  [
    'duty',
    'a duty started twice',
    `insert into fact select stream_id, version + 1000, stream, type, data, by_kind, by_id, occurred_at, recorded_at, origin, cause, rule, request_id, schema, hash_alg, prev, hash from fact where stream_id = $1 and type = 'ObligationStarted'`,
  ],
]

describe('the checker', () => {
  it('shares no code with the product', () => {
    for (const file of ['checker.mjs', ...globSync('checker/*.mjs', { cwd: import.meta.dirname })]) {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8')
      expect(text).not.toMatch(/await import|require\(/)
      for (const [, from] of text.matchAll(/^import [^']*'([^']+)'/gm))
        expect(from).toMatch(/^(node:\w+|pg|\.\/(checker\/)?\w+\.mjs)$/)
    }
  })

  it('finds nothing in a store that keeps its promises', async () => {
    const { code, verdict } = await store.check()
    expect(verdict).toMatchObject({
      ok: true,
      findings: [],
      counted: { cases: 3, registered: 3, acknowledged: 8, neverAnswered: 0 },
    })
    expect(verdict?.counted.duesRecomputed).toBeGreaterThan(10)
    expect(verdict?.counted.missed).toBeGreaterThan(0)
    expect(code).toBe(0)
  })

  it.each([...ofFacts, ...ofRows, ...ofDuties])('finds %s: %s', async (kind, _what, sql) => {
    for (const one of sql.split(';')) await store.sql(one, one.includes('$1') ? [store.first.id] : [])
    const { code, verdict } = await store.check()
    expect(verdict?.findings.map((finding) => finding.kind)).toContain(kind)
    expect(code).toBe(1)
  })

  it('looks at the store alone where there is no log', async () => {
    await store.sql('update fact set by_id = $2 where stream_id = $1 and version = 1', [store.first.id, 'x'])
    expect((await store.check('--log', '/dev/null')).verdict?.findings).not.toHaveLength(0)
  })

  it('finds a case whose clock was forgotten', async () => {
    await store.sql(`update case_row set next_check_at = now() - interval '1 min' where id = $1`, [store.first.id])
    const kinds = (await store.check('--clock-within', '8')).verdict?.findings.map((finding) => finding.kind)
    expect(kinds).toContain('clock-behind')
  })

  it('does not judge what its role cannot see', async () => {
    const blind = Object.assign(new URL(inject('database').appUrl), {
      pathname: (await store.sql('select current_database() as name'))[0]?.name,
    })
    const { code, said } = await store.check('--database', String(blind))
    expect(said).toContain('does not see every row')
    expect(code).toBe(2)
  })
})

describe('the checker, of what clients were told', () => {
  const registration = () => ({
    ...{ command: 'register', by: 'agent', type: 'CaseRegistered' },
    input: { channel: 'phone', unit: store.town.units.root, title: '再来', content: '一次' },
  })
  const statement = () => ({
    command: 'add-statement',
    by: 'agent',
    on: store.first.id,
    input: { text: '补充' },
    type: 'StatementAdded',
  })
  const forget = (key: string) => store.sql('delete from request where key = $1', [key])

  it.each(['a case', 'an act'])('finds %s that is stored twice', async (what) => {
    const key = randomUUID()
    const asked = what === 'a case' ? registration() : statement()
    await store.act(asked, { key })
    await forget(key)
    await store.act(asked, { key, silent: true })
    expect(await kinds()).toContain('stored-twice')
  })

  it('finds an act that nobody asked for, and one that was refused', async () => {
    const key = randomUUID()
    await store.act(registration(), { key, silent: true })
    expect(await kinds()).toEqual(['never-asked-for'])
    store.log.refused(key, 'intake.no-such-channel')
    expect(await kinds()).toContain('refused-and-stored')
  })

  async function kinds() {
    return [...new Set((await store.check()).verdict?.findings.map((finding) => finding.kind))]
  }
})
