import { randomBytes } from 'node:crypto'
import { open, truncate } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandNamed } from '../../core/case/commands.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import { pathOf } from '../vault/places.ts'
import { addBytes, beginUpload, byStaff } from '../vault/uploads.ts'
import { hashOf, type StoredFact } from './envelope.ts'
import { selectStored } from './read.ts'
import type { Finding } from './verify/finding.ts'
import { verifyTrail } from './verify.ts'

let fresh: FreshHouse
let town: Town
let superuser: pg.Client
beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['enterprise'], people: { eve: [{ post: 'specialist', unit: 'root' }] } })
  superuser = new pg.Client({ connectionString: fresh.database.superUrl, options: '-c timezone=UTC' })
  await superuser.connect()
  await superuser.query('set session_replication_role = replica')
})
afterAll(async () => {
  await superuser.end()
  await fresh.close()
})

async function act(name: string, given: object, caseId?: string): Promise<string> {
  const command = commandNamed(name)
  if (!command) throw new Error(name)
  const call = { command, input: command.input.parse(given), caller: town.as('eve') }
  const answer = await handleCommand(fresh.house, { ...call, ...(caseId && { caseId }) })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

async function newCase(): Promise<string> {
  const about = { channel: 'phone', unit: town.units.root, title: '加油', content: '油里有水', name: '张三' }
  const id = await act('register', about)
  return act('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }, id)
}

/** A case with a file of evidence. @returns where that lies */
async function newEvidence(): Promise<string> {
  const caseId = await newCase()
  const bytes = randomBytes(1_500_000)
  const row = await beginUpload(fresh.house, byStaff(town.people.eve ?? ''), caseId, {
    size: bytes.length,
    name: 'film.mp4',
  })
  if (isRefusal(row)) throw new Error(row.code)
  const whole = async function* () {
    yield bytes
  }
  await addBytes(fresh.house, row, 0, whole(), () => {})
  await act('add-evidence', { kind: 'electronic', content: 'x', source: 'y', upload: row.id }, caseId)
  return pathOf(fresh.house.vault.folder, row.id, 'original')
}

async function look(wish: { readonly together?: number; readonly content?: boolean } = {}) {
  const found: Finding[] = []
  const listener = { onFinding: (finding: Finding) => found.push(finding), onProgress: () => {} }
  return { seen: await verifyTrail(fresh.house, fresh.database.ownerUrl, { ...listener, ...wish }), found }
}

describe('verification', () => {
  it('reads every file of evidence, or looks at its size only and says so', async () => {
    const [one, two] = [await newEvidence(), await newEvidence()]
    expect(await look()).toMatchObject({ seen: { files: 2, fileBytes: 3_000_000, content: true }, found: [] })
    const handle = await open(one, 'r+')
    await handle.write('!', 1_400_000)
    await handle.close()
    expect((await look()).found).toMatchObject([{ what: 'file-closed', detail: { evidence: 1 } }])
    expect(await look({ content: false })).toMatchObject({ seen: { files: 2, content: false }, found: [] })
    await truncate(two, 1_000_000)
    expect((await look({ content: false })).found).toMatchObject([{ what: 'file-size' }])
  })

  it('finds an exchanged password, and tells of how many no fact can say it', async () => {
    const { rows } = await superuser.query<{ person_id: string; password: string }>(
      'select person_id, password from account',
    )
    await superuser.query(`update account set password = 'another' where person_id = $1`, [town.people.eve])
    const columns = 'account.password'
    expect((await look()).found).toContainEqual(expect.objectContaining({ what: 'row-differs', detail: { columns } }))
    await forgetMarks()
    const after = await look()
    expect(after.seen).toMatchObject({ unmarked: rows.length })
    expect(after.found.filter(({ what }) => what === 'row-differs')).toEqual([])
  })

  it('says the same in the same order, however many threads look', async () => {
    const cases = [await newCase(), await newCase(), await newCase(), await newCase(), await newCase()]
    await superuser.query(`update fact set by_id = 'x' where stream_id = $1 and version = 2`, [cases[0]])
    await superuser.query('delete from case_row where id = $1', [cases[1]])
    await superuser.query(`update sealed set version = 99 where stream_id = $1 and holder = 'party:p1'`, [cases[2]])
    const alone = await look({ together: 100_000 })
    const whats = ['file-closed', 'file-size', 'changed', 'row-missing', 'box-missing', 'box-loose']
    expect(alone.found.map(({ what }) => what)).toEqual(whats)
    for (const together of [1, 7, 25]) expect(await look({ together })).toEqual(alone)
  })
})

/** Makes the facts of the organisation what an earlier version wrote, each under its hash. */
async function forgetMarks(): Promise<void> {
  const { rows } = await superuser.query<{ id: string }>('select id from organisation')
  const { rows: facts } = await superuser.query<StoredFact>(selectStored(rows[0]?.id ?? ''))
  let prev = '0'.repeat(64)
  for (const { hash: _, ...fact } of facts) {
    const { mark: __, ...data } = fact.data
    const older = { ...fact, data, prev }
    const values = [fact.streamId, fact.version, data, prev, hashOf(older)]
    const text = `update fact set data = $3, prev = decode($4, 'hex'), hash = decode($5, 'hex') where stream_id = $1 and version = $2`
    await superuser.query(text, values)
    prev = hashOf(older)
  }
}

it('an organisation that nobody was added to, as after an import, is as its facts say', async () => {
  const empty = await freshHouse()
  try {
    await empty.found({ people: {} })
    const found: Finding[] = []
    const wish = { onFinding: (one: Finding) => found.push(one), onProgress: () => {} }
    await verifyTrail(empty.house, empty.database.ownerUrl, wish)
    expect(found).toEqual([])
  } finally {
    await empty.close()
  }
})
