import { randomBytes } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import pg from 'pg'
import { commandNamed } from '../../core/case/commands.ts'
import { isRefusal } from '../../core/shared/refusal.ts'
import type { Caller } from '../../server/call.ts'
import { handleCommand } from '../../server/handle-command.ts'
import type { House } from '../../server/house.ts'
import { keepLog } from '../../server/jobs/keep-log.ts'
import type { StoredFact } from '../../server/trail/envelope.ts'
import { hashOf } from '../../server/trail/envelope.ts'
import { sizeOfLog } from '../../server/trail/log/checkpoint.ts'
import { selectStored } from '../../server/trail/read.ts'
import { storeFacts } from '../../server/trail/write.ts'
import { draftOf, pathOf } from '../../server/vault/places.ts'
import { addBytes, beginUpload, byStaff } from '../../server/vault/uploads.ts'

/** A store with some cases that were signed, open to somebody who may do everything. */
export type Store = {
  readonly house: House
  readonly ownerUrl: string
  readonly cases: readonly string[]
  readonly organisation: string
  /** Cases with a file of evidence, and its id; under `halves` each file lies as it was when half of it was there. */
  readonly files: readonly { readonly caseId: string; readonly file: string }[]
  readonly halves: string
  /** SQL of a superuser, without triggers and foreign keys. */
  readonly sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  readonly factsOf: (stream: string) => Promise<StoredFact[]>
  /** Puts a stream's facts in the place of those it has, each with a hash that fits the one before. */
  readonly rechain: (facts: readonly StoredFact[]) => Promise<void>
  /** Puts the store back to a copy of it: `kept` as it was made, its files too; `older` half of its life before. */
  readonly putBack: (copy: 'kept' | 'older', tables?: readonly string[]) => Promise<void>
  readonly close: () => Promise<void>
}

/** All that somebody may want to change, the tables that others rest on first. */
const tables = [
  ...['policy', 'organisation', 'unit', 'person', 'account', 'post_holding'],
  ...['case_row', 'improvement_row', 'wall', 'fact', 'sealed', 'data_key', 'evidence_file'],
  ...['log_entry', 'log_node', 'log_head', 'checkpoint'],
]

const early = [
  ['accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] }],
  ['acknowledge', { channel: 'phone', text: '已收到。' }],
  ['inform', { channel: 'phone', text: '已转办。' }],
] as const
const late = [
  ['inform', { channel: 'phone', text: '正在核实。' }],
  ['add-statement', { text: '补充：已三天。' }],
  ['grade', { grade: 'important', reason: '影响较大' }],
] as const

/** Where a store plays, and a person who may do everything that happens in it. */
export type Around = { readonly ownerUrl: string; readonly superUrl: string; readonly person: string }

/**
 * Fills a house with cases, half of their life before the first checkpoint and half before the second.
 *
 * @param house with one place for its checkpoints at least
 */
export async function openStore(house: House, { ownerUrl, superUrl, person }: Around): Promise<Store> {
  const client = new pg.Client({ connectionString: superUrl, options: '-c timezone=UTC' })
  await client.connect()
  await client.query('set session_replication_role = replica')
  const sql: Store['sql'] = async (text, values) => (await client.query(text, values)).rows
  const organisation = await house.directory.now()
  const root = [...(organisation?.units.values() ?? [])].find(({ parent }) => parent === null)
  const about = { channel: 'phone', title: '路灯不亮', content: '三天了。', phone: '13800138000' }
  const cases: string[] = []
  for (let n = 0; n < 8; n += 1) cases.push(await act(house, 'register', { ...about, name: `某${n}`, unit: root?.id }))
  for (const id of cases) for (const [name, input] of early) await act(house, name, input, id)
  await keepWhole(house, sql)
  for (const table of tables) await sql(`create table older_${table} as table ${table}`)
  for (const id of cases) for (const [name, input] of late) await act(house, name, input, id)
  const { folder } = house.vault
  const files: { caseId: string; file: string }[] = []
  for (const caseId of cases.slice(0, 4)) files.push({ caseId, file: await bring(house, person, caseId) })
  await keepWhole(house, sql)
  await cp(folder, `${folder}-kept`, { recursive: true })
  for (const table of tables) await sql(`create table kept_${table} as table ${table}`)
  const factsOf = async (stream: string) => (await client.query<StoredFact>(selectStored(stream))).rows
  return {
    ...{
      house,
      ownerUrl,
      cases,
      files,
      halves: `${folder}-halves`,
      sql,
      factsOf,
      organisation: organisation?.id ?? '',
    },
    rechain: (facts) => replaceChain(client, facts),
    putBack: async (copy, some = tables) => {
      for (const table of some) await sql(`delete from ${table}; insert into ${table} table ${copy}_${table}`)
      if (copy === 'older') return
      await rm(folder, { recursive: true })
      await cp(`${folder}-kept`, folder, { recursive: true })
    },
    close: async () => {
      await client.end()
      for (const copy of ['kept', 'halves']) await rm(`${folder}-${copy}`, { recursive: true })
    },
  }
}

/** Brings a file in two pieces and makes evidence of it. @returns its id in the vault */
async function bring(house: House, person: string, caseId: string): Promise<string> {
  const bytes = randomBytes(300_000)
  const row = await beginUpload(house, byStaff(person), caseId, { size: bytes.length, name: '照片.bin' })
  if (isRefusal(row)) throw new Error(row.code)
  const { folder } = house.vault
  const half = bytes.length / 2
  await addBytes(house, row, 0, piece(bytes.subarray(0, half)), () => {})
  await cp(draftOf(pathOf(folder, row.id, 'original')), pathOf(`${folder}-halves`, row.id, 'original'))
  await addBytes(house, row, half, piece(bytes.subarray(half)), () => {})
  const input = { kind: 'electronic', content: '现场照片', source: '投诉人', upload: row.id }
  await act(house, 'add-evidence', input, caseId, { kind: 'staff', id: person })
  return row.id
}

async function* piece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const drill: Caller = { kind: 'system', id: 'drill' }

async function act(house: House, name: string, given: object, caseId?: string, caller = drill): Promise<string> {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const call = { command, input: command.input.parse(given), caller }
  const answer = await handleCommand(house, { ...call, ...(caseId && { caseId }) })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

/** A transaction that is open elsewhere on the server keeps facts waiting for a moment. */
async function keepWhole(house: House, sql: Store['sql']): Promise<void> {
  for (;;) {
    await keepLog(house)
    const [row] = await sql('select count(*)::int as facts from fact')
    if ((await sizeOfLog(house)) >= Number(row?.facts)) return
  }
}

async function replaceChain(client: pg.Client, facts: readonly StoredFact[]): Promise<void> {
  const { streamId = '' } = facts[0] ?? {}
  let prev = '0'.repeat(64)
  const stored = facts.map(({ hash: _, ...fact }, n) => {
    const linked = { ...fact, version: n + 1, prev }
    prev = hashOf(linked)
    return { ...linked, hash: prev }
  })
  await client.query('delete from fact where stream_id = $1', [streamId])
  const [insert] = storeFacts([{ stored, texts: stored.map((fact) => JSON.stringify(fact)), keyRows: [], boxRows: [] }])
  if (insert) await client.query(insert.text, insert.values)
}
