import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { commandNamed } from '../core/case/commands.ts'
import { handleCommand, letTimePassIn } from '../server/handle-command.ts'
import type { Receipt } from '../server/receipt.ts'
import { type FreshHouse, freshHouse, standingClock } from '../server/testing/fresh-house.ts'
import type { Town } from '../server/testing/town.ts'
import { type AckLog, openAckLog } from './ack-log.ts'
import type { Verdict } from './driver.ts'
import { whatNodeNeeds } from './product.ts'

type Act = {
  readonly command: string
  readonly by: string
  readonly input: Record<string, unknown>
  readonly on?: string
  readonly type: string
}

/** A small store with a log of what its clients were told, into which faults are planted. */
export type StoredHouse = {
  readonly town: Town
  /** The first case that was registered: acted on, late with a duty, paused and resumed. */
  readonly first: Receipt
  /** SQL of a superuser, without triggers and foreign keys: what only somebody with the whole server can do. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** An act as a client sends it; logged unless `silent`. @returns its receipt */
  act(act: Act, options?: { key?: string; silent?: boolean }): Promise<Receipt>
  readonly log: AckLog
  check(...options: string[]): Promise<{ code: number; said: string; verdict?: Verdict }>
  /** The store and its log as they were when they were made. */
  restore(): Promise<void>
  close(): Promise<void>
}

const clock = standingClock('2026-03-02T01:00:00.000Z')
const tables = [
  'fact',
  'case_row',
  'sealed',
  'data_key',
  'query_code',
  'request',
  'organisation',
  'notice',
  'contact_digest',
]

/** Makes the store: three cases, one of them with a whole life behind it. */
export async function storedHouse(): Promise<StoredHouse> {
  const fresh = await freshHouse({ now: clock.now })
  const dir = mkdtempSync(join(tmpdir(), 'huiyin-checker-'))
  const file = join(dir, 'log.jsonl')
  const log = openAckLog(file)
  const town = await fresh.found({ packs: ['enterprise'] })
  const act: StoredHouse['act'] = (one, options) => runAct(fresh, town, log, one, options)
  const first = await live(fresh, town, act)
  const client = await superClient(fresh)
  for (const table of tables) await client.query(`create table kept_${table} as table ${table}`)
  const { size } = statSync(file)
  return {
    ...{ town, first, act, log },
    sql: async (text, values) => (await client.query(text, values)).rows,
    check: (...options) => runChecker(fresh.database.superUrl, ['--log', file, ...options]),
    restore: async () => {
      for (const table of tables) await client.query(`delete from ${table}; insert into ${table} table kept_${table}`)
      truncateSync(file, size)
    },
    close: async () => {
      await client.end()
      await fresh.close()
      rmSync(dir, { recursive: true })
    },
  }
}

async function superClient({ database }: FreshHouse): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.superUrl })
  await client.connect()
  await client.query('set session_replication_role = replica')
  return client
}

async function runAct(
  { house }: FreshHouse,
  town: Town,
  log: AckLog,
  act: Act,
  options: { key?: string; silent?: boolean } = {},
) {
  const { key = randomUUID(), silent = false } = options
  const command = commandNamed(act.command)
  if (!command) throw new Error(`no command ${act.command}`)
  const { text: _, ...clear } = act.input
  const data = Object.fromEntries(
    Object.entries(clear).filter(([name]) => ['channel', 'unit', 'grade', 'axes'].includes(name)),
  )
  const asked = { key, command: act.command, path: '', body: act.input, cookie: '', expect: { type: act.type, data } }
  if (!silent) log.attempt({ ...asked, ...(act.on && { case: act.on }) })
  const caller = town.as(act.by)
  const requestKey = { scope: `staff:${caller.id}`, key, bodyHash: Buffer.alloc(32) }
  const input = command.input.parse(act.input)
  const answer = await handleCommand(house, {
    command,
    input,
    caller,
    key: requestKey,
    ...(act.on && { caseId: act.on }),
  })
  if ('refusal' in answer)
    throw new Error(`${act.command}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`)
  if (!silent) log.acknowledged(key, answer.receipt)
  return answer.receipt
}

async function live({ house }: FreshHouse, town: Town, act: StoredHouse['act']): Promise<Receipt> {
  const registration = { command: 'register', by: 'agent', type: 'CaseRegistered' }
  const input = {
    channel: 'phone',
    unit: town.units.root,
    title: '快递未到',
    content: '三天没有更新。',
    phone: '13900000000',
  }
  const first = await act({ ...registration, input })
  for (const channel of ['web', 'letter']) await act({ ...registration, input: { ...input, channel } })
  const on = first.id
  const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']
  await act({ command: 'accept', by: 'agent', on, input: { conditions }, type: 'CaseAccepted' })
  clock.pass({ hours: 30 })
  await letTimePassIn(house, on)
  const axes = { content: 'delivery', matter: 'process', nature: 'general', source: 'external', mode: 'general' }
  await act({ command: 'classify', by: 'specialist', on, input: { axes }, type: 'CaseClassified' })
  await act({ command: 'grade', by: 'supervisor', on, input: { grade: 'important' }, type: 'CaseGraded' })
  const handler = town.people.specialist
  await act({ command: 'assign', by: 'supervisor', on, input: { handler }, type: 'CaseAssigned' })
  await act({
    command: 'answer',
    by: 'specialist',
    on,
    input: { channel: 'phone', text: '已补发。', solved: true },
    type: 'ComplaintAnswered',
  })
  return first
}

function runChecker(database: string, args: readonly string[]) {
  const all = [join(import.meta.dirname, 'checker.mjs'), '--database', database, ...args]
  return new Promise<{ code: number; said: string; verdict?: Verdict }>((resolve) => {
    execFile(process.execPath, all, { env: whatNodeNeeds, maxBuffer: 1e8 }, (error, said, complaint) => {
      const code = error ? Number(error.code) : 0
      resolve({ code, said: said + complaint, ...(said && { verdict: JSON.parse(said) }) })
    })
  })
}
