import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept } from '../../core/1-intake/accept.ts'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { hashOf, type StoredFact } from './envelope.ts'
import { selectStored } from './read.ts'
import { verifyTrail } from './verify.ts'

let fresh: FreshHouse
let town: Town
let superuser: pg.Client
beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'], people: { chief: [{ post: 'supervisor', unit: 'root' }] } })
  superuser = new pg.Client({ connectionString: fresh.database.superUrl, options: '-c timezone=UTC' })
  await superuser.connect()
  // Whoever can do this can switch the triggers off: append-only is a promise to everybody else.
  await superuser.query('set session_replication_role = replica')
})
afterAll(async () => {
  await superuser.end()
  await fresh.close()
})

/** A complaint that was accepted: facts of people and of rules, values under two keys. */
async function newCase(): Promise<{ id: string; number: string }> {
  const run = async (command: unknown, given: object, caseId?: string) => {
    const input = (command as Command).input.parse(given)
    const call = { command: command as Command, input, caller: town.as('chief'), ...(caseId && { caseId }) }
    const answer = await handleCommand(fresh.house, call)
    if ('refusal' in answer) throw new Error(answer.refusal.code)
    return answer.receipt
  }
  const told = {
    channel: 'phone',
    unit: town.units.root,
    title: '路灯不亮',
    content: '三天了。',
    name: '张三',
    phone: '13800138000',
    product: '路灯',
  }
  const { id, number } = await run(register, told)
  await run(accept, { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }, id)
  return { id, number }
}

const edit = (text: string, ...values: unknown[]) => superuser.query(text, values)
const factsOf = async (id: string) => (await superuser.query<StoredFact>(selectStored(id))).rows

/** What is found in the whole trail: case, version, fault. */
async function findings(number?: string): Promise<[string | undefined, number | undefined, string][]> {
  const found: [string | undefined, number | undefined, string][] = []
  await verifyTrail(fresh.house, fresh.database.ownerUrl, {
    number,
    onFinding: ({ name, version, what, detail }) =>
      found.push([name, version, detail?.columns ? `${what}: ${detail.columns}` : what]),
    onProgress: () => {},
  })
  return found
}

/** Tampers with a new case inside of others, looks, and puts everything back. */
async function tampered(tamper: (id: string) => Promise<unknown>) {
  const around = [await newCase(), await newCase(), await newCase()]
  const [, { id, number } = { id: '', number: '' }] = around
  const tables = ['fact', 'sealed', 'data_key', 'case_row']
  for (const table of tables) await superuser.query(`create temp table kept_${table} as select * from ${table}`)
  await tamper(id)
  const found = await findings()
  const alone = await findings(number)
  for (const table of tables) {
    await superuser.query(`delete from ${table}`)
    await superuser.query(`insert into ${table} select * from kept_${table}`)
    await superuser.query(`drop table kept_${table}`)
  }
  expect(alone).toEqual(found.filter(([name]) => name === number))
  return found.map(([name, ...rest]) => [name === number ? 'the case' : name, ...rest])
}

describe('a trail', () => {
  it('as the house wrote it is whole', async () => {
    const { number } = await newCase()
    const seen = await verifyTrail(fresh.house, fresh.database.ownerUrl, {
      onFinding: () => {},
      onProgress: () => {},
    })
    expect(seen).toMatchObject({ streams: 2, findings: 0 })
    expect(seen?.facts).toBeGreaterThan(10)
    expect(seen?.boxes).toBeGreaterThan(2)
    expect(await findings(number)).toEqual([])
    expect(
      await verifyTrail(fresh.house, fresh.database.ownerUrl, {
        number: '1999-000001',
        onFinding: () => {},
        onProgress: () => {},
      }),
    ).toBeUndefined()
  })

  it('shows an edit', async () => {
    const found = await tampered((id) =>
      edit(`update fact set data = jsonb_set(data, '{groupSize}', '7') where stream_id = $1 and version = 1`, id),
    )
    expect(found).toEqual([['the case', 1, 'changed']])
  })

  it('shows an edit of the envelope', async () => {
    expect(
      await tampered((id) =>
        edit(`update fact set recorded_at = recorded_at - interval '1 day' where stream_id = $1 and version = 2`, id),
      ),
    ).toEqual([['the case', 2, 'changed']])
    expect(
      await tampered((id) => edit(`update fact set by_id = 'somebody' where stream_id = $1 and version = 3`, id)),
    ).toEqual([['the case', 3, 'changed']])
  })

  it('shows an edit that was hashed anew', async () => {
    const found = await tampered(async (id) => {
      const [fact] = await factsOf(id)
      if (!fact) throw new Error('no fact')
      const { hash: _, ...rest } = { ...fact, data: { ...fact.data, groupSize: 7 } }
      await edit(
        `update fact set data = $2, hash = decode($3, 'hex') where stream_id = $1 and version = 1`,
        id,
        rest.data,
        hashOf(rest),
      )
    })
    expect(found).toEqual([['the case', 1, 'rewritten']])
  })

  it('shows a deletion in the middle, and at the beginning', async () => {
    expect(await tampered((id) => edit('delete from fact where stream_id = $1 and version = 3', id))).toEqual([
      ['the case', 3, 'missing'],
    ])
    expect(await tampered((id) => edit('delete from fact where stream_id = $1 and version = 1', id))).toEqual([
      ['the case', 1, 'missing'],
    ])
  })

  it('shows the end cut off', async () => {
    const found = await tampered(async (id) => {
      const length = (await factsOf(id)).length
      await edit('delete from fact where stream_id = $1 and version > $2', id, length - 2)
    })
    expect(found.map(([who, , what]) => [who, what])).toEqual([
      ['the case', 'tail-missing'],
      ['the case', 'tail-missing'],
    ])
  })

  it('shows a forged fact in the past', async () => {
    const found = await tampered(async (id) => {
      const facts = await factsOf(id)
      const [before, at] = [facts[2], facts[3]]
      if (!before || !at) throw new Error('too short')
      await edit('update fact set version = -version where stream_id = $1 and version > 3', id)
      await edit('update fact set version = -version + 1 where stream_id = $1 and version < 0', id)
      const { hash: _, ...forged } = {
        ...at,
        version: 4,
        data: { conditions: [] },
        type: 'CaseAccepted',
        prev: before.hash,
      }
      await insertLike(id, 5, forged, hashOf(forged))
    })
    expect(found).toEqual([['the case', 4, 'inserted']])
  })

  it('shows a fact put behind the end', async () => {
    const found = await tampered(async (id) => {
      const last = (await factsOf(id)).at(-1)
      if (!last) throw new Error('too short')
      const { hash: _, ...forged } = { ...last, version: last.version + 1, prev: last.hash }
      await insertLike(id, last.version, forged, hashOf(forged))
    })
    expect(found).toEqual([['the case', undefined, expect.stringMatching(/^row-differs: .*version/)]])
  })

  it('shows two facts that changed places', async () => {
    const found = await tampered((id) =>
      edit('update fact set version = -version where stream_id = $1 and version in (2, 4)', id).then(() =>
        edit('update fact set version = version + 6 where stream_id = $1 and version < 0', id),
      ),
    )
    expect(found).toEqual([
      ['the case', 2, 'reordered'],
      ['the case', 4, 'reordered'],
    ])
  })

  it('shows a row of a case that was touched', async () => {
    expect(
      await tampered((id) =>
        edit(`update case_row set stage = 'feedback', next_check_at = 'infinity' where id = $1`, id),
      ),
    ).toEqual([['the case', undefined, 'row-differs: stage, next_check_at']])
    expect(
      await tampered((id) =>
        edit(`update case_row set lead = jsonb_set(lead, '{due}', '"2040-01-01T00:00:00.000Z"') where id = $1`, id),
      ),
    ).toEqual([['the case', undefined, 'row-differs: lead']])
  })

  it('shows a row without facts, and facts without a row', async () => {
    expect(
      await tampered((id) =>
        edit('delete from fact where stream_id = $1', id).then(() =>
          edit('delete from sealed where stream_id = $1', id),
        ),
      ),
    ).toEqual([['the case', undefined, 'row-loose']])
    expect(await tampered((id) => edit('delete from case_row where id = $1', id))).toEqual([
      ['the case', undefined, 'row-missing'],
    ])
  })

  it('shows a sealed value that was moved, changed, taken away or left behind', async () => {
    const swapped = await tampered(async (id) => {
      await edit(
        `update sealed s set box = (select o.box from sealed o where o.stream_id <> $1 and o.version = s.version and o.holder = s.holder limit 1) where stream_id = $1 and holder = 'party:p1'`,
        id,
      )
    })
    expect(swapped).toEqual([['the case', 1, 'box-closed']])
    expect(
      await tampered((id) =>
        edit(
          `update sealed set box = set_byte(box, 30, 255 - get_byte(box, 30)) where stream_id = $1 and holder = 'case'`,
          id,
        ),
      ),
    ).toEqual([['the case', 1, 'box-closed']])
    expect(await tampered((id) => edit(`delete from sealed where stream_id = $1 and holder = 'case'`, id))).toEqual([
      ['the case', 1, 'box-missing'],
    ])
    expect(
      await tampered((id) => edit(`update sealed set version = 2 where stream_id = $1 and holder = 'case'`, id)),
    ).toEqual([
      ['the case', 1, 'box-missing'],
      ['the case', 2, 'box-loose'],
    ])
    expect(await tampered((id) => edit('delete from data_key where stream_id = $1', id))).toEqual([
      ['the case', 1, 'box-closed'],
      ['the case', 1, 'box-closed'],
    ])
  })

  it('shows sealed values of a stream that is not there', async () => {
    const found = await tampered((id) =>
      edit('update sealed set stream_id = $2 where stream_id = $1', id, '00000000-0000-7000-8000-00000000000f'),
    )
    expect(found.filter(([who]) => who === undefined)).toEqual([
      [undefined, 1, 'box-loose'],
      [undefined, 1, 'box-loose'],
    ])
  })

  it('shows an edit of the organisation', async () => {
    const found = await tampered(() =>
      edit(`update fact set data = data || '{"x": 1}' where stream = 'organisation' and version = 2`),
    )
    expect(found).toEqual([[undefined, 2, 'changed']])
  })
})

/** A row like another of the case, with what a forger wants in it. */
async function insertLike(id: string, like: number, forged: Omit<StoredFact, 'hash'>, hash: string): Promise<void> {
  await edit(
    `insert into fact select stream_id, $3::int, stream, $4, $5::jsonb, by_kind, by_id, $7::timestamptz, $8::timestamptz, $9, $10, $11, $12::uuid, schema, hash_alg, decode($13, 'hex'), decode($6, 'hex')
     from fact where stream_id = $1 and version = $2`,
    ...[
      id,
      like,
      forged.version,
      forged.type,
      forged.data,
      hash,
      forged.occurredAt,
      forged.recordedAt,
      forged.origin,
      forged.cause,
      forged.rule,
      forged.requestId,
      forged.prev,
    ],
  )
}
