import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { register } from '../../../core/1-intake/register.ts'
import type { Command } from '../../../core/case/command.ts'
import { handleCommand } from '../../handle-command.ts'
import type { House } from '../../house.ts'
import { keepLog } from '../../jobs/keep-log.ts'
import { type FreshHouse, freshHouse } from '../../testing/fresh-house.ts'
import type { Town } from '../../testing/town.ts'
import { hashOf, type StoredFact } from '../envelope.ts'
import { selectStored } from '../read.ts'
import { verifyTrail } from '../verify.ts'
import { assertAgrees } from './agree.ts'
import { lastCheckpoint, originOf, rootOfLog, sizeOfLog } from './checkpoint.ts'
import { entryBytes } from './entry.ts'
import { checkpointOf, openNote } from './note.ts'
import { lastNoteOutside, publish } from './outside.ts'
import { signStreams } from './proofs.ts'
import { sequence } from './sequence.ts'

let fresh: FreshHouse
let town: Town
let superuser: pg.Client
let place: string
let directory: string
/** The house with a place for its checkpoints. */
const house = (): House => ({ ...fresh.house, checkpoints: [place] })

beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'], people: { chief: [{ post: 'supervisor', unit: 'root' }] } })
  superuser = new pg.Client({ connectionString: fresh.database.superUrl, options: '-c timezone=UTC' })
  await superuser.connect()
  await superuser.query('set session_replication_role = replica')
})
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'huiyin-outside-'))
  directory = join(place, (await fresh.house.directory.now())?.id ?? '')
})
afterAll(async () => {
  await superuser.end()
  await fresh.close()
})

async function newCase(): Promise<{ id: string; number: string }> {
  const told = { channel: 'phone', unit: town.units.root, title: '路灯不亮', content: '三天了。', name: '张三' }
  const command = register as unknown as Command
  const answer = await handleCommand(fresh.house, {
    command,
    input: command.input.parse(told),
    caller: town.as('chief'),
  })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt
}

/** Keeps the log until it holds every fact: a transaction that is open in another database of the server delays it. */
async function kept(of = house()): Promise<void> {
  for (;;) {
    await keepLog(of)
    const { rows } = await superuser.query('select count(*)::int as facts from fact')
    if ((await sizeOfLog(of)) >= rows[0].facts) return
  }
}

const factsOf = async (id: string) => (await superuser.query<StoredFact>(selectStored(id))).rows

async function findings() {
  const found: (string | number | undefined)[][] = []
  const seen = await verifyTrail(house(), fresh.database.ownerUrl, {
    onFinding: ({ name, streamId, version, what }) => found.push([name ?? streamId, version, what]),
    onProgress: () => {},
  })
  return { seen, found }
}

describe('the log', () => {
  it('takes every fact once, and what it signs lies outside', async () => {
    await newCase()
    await kept()
    const [checkpoint, size] = [await lastCheckpoint(fresh.house), await sizeOfLog(fresh.house)]
    const { rows } = await superuser.query('select count(*)::int as facts from fact')
    expect(size).toBe(rows[0].facts)
    const organisation = await fresh.house.directory.now()
    const text = openNote(
      (await lastNoteOutside({ directory })) ?? '',
      originOf(organisation ?? { id: '' }),
      fresh.house.ring.signer.publicKey,
    )
    expect(checkpointOf(text ?? '')).toMatchObject({ size, root: checkpoint?.root })
    expect((await stat(join(directory, 'entries'))).size).toBe(size * entryBytes)
    const before = await readFile(join(directory, 'checkpoints'), 'utf8')
    expect(before.endsWith(`${checkpoint?.note}\n`)).toBe(true)
    await kept()
    expect(await readFile(join(directory, 'checkpoints'), 'utf8')).toBe(before)
  })

  it('waits for a transaction that is still open, so that none comes in behind what is signed', async () => {
    const open = new pg.Client({ connectionString: fresh.database.superUrl })
    await open.connect()
    await open.query('begin; select pg_current_xact_id()')
    const { id } = await newCase()
    await keepLog(fresh.house)
    const logged = async () => (await superuser.query('select 1 from log_entry where stream_id = $1', [id])).rows.length
    expect(await logged()).toBe(0)
    await open.query('commit')
    await open.end()
    await kept(fresh.house)
    expect(await logged()).toBe((await factsOf(id)).length)
  })

  it('is taken on by two processes in turn', async () => {
    const other = await fresh.another()
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([newCase(), newCase(), newCase()])
      await Promise.all([sequence(fresh.house), sequence(other), keepLog(fresh.house), keepLog(other)])
    }
    await kept(other)
    const { rows } = await superuser.query('select count(*)::int as n, max(position)::int as last from log_entry')
    expect(rows[0].n).toBe(rows[0].last + 1)
    expect(rows[0].n).toBe(await sizeOfLog(other))
    expect((await lastCheckpoint(other))?.root).toEqual(await rootOfLog(other, await sizeOfLog(other)))
  })

  it('is brought outside by two processes at once, each entry once, and never back to an older checkpoint', async () => {
    await kept(fresh.house)
    const older = await lastCheckpoint(fresh.house)
    await newCase()
    await kept(fresh.house)
    const newer = await lastCheckpoint(fresh.house)
    if (!older || !newer) throw new Error('nothing was signed')
    const other = await fresh.another()
    const turns = [older, newer, older, newer].flatMap((one) => [
      publish(fresh.house, { directory }, one),
      publish(other, { directory }, one),
    ])
    await Promise.all(turns)
    await publish(other, { directory }, older)
    expect(await lastNoteOutside({ directory })).toBe(newer.note)
    expect((await stat(join(directory, 'entries'))).size).toBe(newer.size * entryBytes)
  })

  it('takes what it missed where the server counts its transactions from anew', async () => {
    await superuser.query(`update log_head set tx = '9000000000'`)
    const { id } = await newCase()
    await kept(fresh.house)
    await newCase()
    await kept(fresh.house)
    const { rows } = await superuser.query('select count(*)::int as facts from fact')
    expect(await sizeOfLog(fresh.house)).toBe(rows[0].facts)
    expect((await factsOf(id)).length).toBeGreaterThan(0)
  })

  it('writes over what a crash left half written outside', async () => {
    await kept()
    const size = await sizeOfLog(fresh.house)
    await truncate(join(directory, 'entries'), size * entryBytes - 20)
    await newCase()
    await kept()
    expect((await findings()).found).toEqual([])
  })
})

describe('a database', () => {
  it('that is older than the last checkpoint outside is not started', async () => {
    await newCase()
    await kept()
    await superuser.query('create temp table kept as select * from log_head; update log_head set size = size - 1')
    await expect(assertAgrees(fresh.house, { directory })).rejects.toThrow(/older than the last checkpoint/)
    await superuser.query('update log_head set size = (select size from kept); drop table kept')
    await assertAgrees(fresh.house, { directory })
  })

  it('with another history is neither started nor signed for', async () => {
    await newCase()
    await kept()
    const last = (await sizeOfLog(fresh.house)) - 1
    const set = (hash: string) => superuser.query(`update log_entry set hash = ${hash} where position = ${last}`)
    await superuser.query('create temp table kept as select * from log_entry')
    await set(`sha256('other')`)
    const { id } = await newCase()
    await expect(keepLog(house())).rejects.toThrow(/something before it was changed/)
    await expect(signStreams(house(), [id], 1)).rejects.toThrow(/something before it was changed/)
    await set(`(select hash from kept where position = ${last})`)
    await superuser.query('drop table kept')
    await kept()
  })

  it('that meets a checkpoint of another key is not started', async () => {
    await kept()
    const note = (await lastNoteOutside({ directory })) ?? ''
    await writeFile(
      join(directory, 'checkpoint'),
      note.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) - 1}\n`),
    )
    await expect(assertAgrees(fresh.house, { directory })).rejects.toThrow(/not signed under the present master key/)
  })
})

describe('held against the log, the trail shows', () => {
  const tables = ['fact', 'sealed', 'data_key', 'case_row', 'log_entry', 'log_node', 'log_head', 'checkpoint']

  /** Tampers with a case after it was signed, looks, and puts everything back. */
  async function tampered(tamper: (id: string, facts: StoredFact[]) => Promise<unknown>) {
    const { id, number } = await newCase()
    await newCase()
    await kept()
    for (const table of tables) await superuser.query(`create temp table kept_${table} as select * from ${table}`)
    await tamper(id, await factsOf(id))
    const { found } = await findings()
    for (const table of tables)
      await superuser.query(
        `delete from ${table}; insert into ${table} select * from kept_${table}; drop table kept_${table}`,
      )
    expect((await findings()).found).toEqual([])
    return found.map(([name, ...rest]) => [name === number || name === id ? 'the case' : name, ...rest])
  }

  /** Gives facts of a stream new hashes, so that its own chain shows nothing. */
  async function rechain(facts: readonly StoredFact[]) {
    let prev = '0'.repeat(64)
    for (const { hash: _, ...fact } of facts) {
      const hash = hashOf({ ...fact, prev })
      await superuser.query(
        `update fact set data = $3, recorded_at = $4, prev = decode($5, 'hex'), hash = decode($6, 'hex') where stream_id = $1 and version = $2`,
        [fact.streamId, fact.version, fact.data, fact.recordedAt, prev, hash],
      )
      prev = hash
    }
  }

  it('a chain that was rewritten from its first fact on', async () => {
    const found = await tampered((_, facts) =>
      rechain(
        facts.map((fact, n) => (n === 0 ? { ...fact, data: { ...fact.data, happenedAt: fact.occurredAt } } : fact)),
      ),
    )
    expect(found[0]).toEqual(['the case', 1, 'rewritten'])
    expect(found.every(([name, , what]) => name === 'the case' && what === 'rewritten')).toBe(true)
  })

  it('a tail that was cut off together with what the row says', async () => {
    const found = await tampered(async (id, facts) => {
      const last = facts.length
      await superuser.query('delete from fact where stream_id = $1 and version = $2', [id, last])
      await superuser.query('delete from sealed where stream_id = $1 and version = $2', [id, last])
      await superuser.query('update case_row set version = $2 where id = $1', [id, last - 1])
    })
    expect(found.map(([name, version, what]) => [name, version === undefined ? 'row' : what])).toContainEqual([
      'the case',
      'missing',
    ])
  })

  it('a case that was taken out without a trace', async () => {
    const found = await tampered(async (id) => {
      for (const table of ['fact', 'sealed', 'data_key', 'log_entry'])
        await superuser.query(`delete from ${table} where stream_id = $1`, [id])
      await superuser.query('delete from case_row where id = $1', [id])
    })
    expect(found).toEqual([
      ['log_entry', undefined, 'log-changed'],
      ['the case', undefined, 'stream-missing'],
    ])
  })

  it('a fact that was written afterwards with an earlier date', async () => {
    const found = await tampered(async (id, facts) => {
      const { hash: _, ...last } = facts.at(-1) as StoredFact
      const version = last.version + 1
      const recordedAt = new Date(Date.parse(last.recordedAt) - 3_600_000).toISOString()
      const made = { ...last, version, recordedAt, prev: facts.at(-1)?.hash ?? '' }
      await superuser.query(
        `insert into fact select stream_id, $2, stream, type, data, by_kind, by_id, occurred_at, $3, origin, cause, rule, request_id, schema, hash_alg, decode($4, 'hex'), decode($5, 'hex')
         from fact where stream_id = $1 and version = $2 - 1`,
        [id, version, recordedAt, made.prev, hashOf(made)],
      )
    })
    expect(found).toContainEqual(['the case', expect.any(Number), 'backdated'])
  })

  it('a copy of the log that was changed as well', async () => {
    await kept()
    const entries = await readFile(join(directory, 'entries'))
    entries[60] = (entries[60] ?? 0) ^ 1
    await writeFile(join(directory, 'entries'), entries)
    expect((await findings()).found).toEqual([[directory, undefined, 'log-damaged']])
    await rm(directory, { recursive: true })
    const { seen, found } = await findings()
    expect([seen?.checkpoint?.size, found]).toEqual([await sizeOfLog(fresh.house), []])
  })
})
