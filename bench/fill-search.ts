import { randomUUIDv7 } from 'node:crypto'
import { register } from '../core/1-intake/register.ts'
import type { CaseEvent } from '../core/case/events.ts'
import { theComplainant } from '../core/case/parties.ts'
import type { Said } from '../core/search/fields.ts'
import { type Secret, sealed } from '../core/shared/fields.ts'
import { sealTitle } from '../server/case-title.ts'
import type { Pool, Statement } from '../server/db/pool.ts'
import { handleCommand } from '../server/handle-command.ts'
import type { House } from '../server/house.ts'
import { contactDigests } from '../server/registration-rows.ts'
import { noFactBefore } from '../server/trail/envelope.ts'
import { chainFacts, storeFacts, type Written } from '../server/trail/write.ts'
import { complaint } from './complaint.ts'
import type { Texts } from './texts.ts'

/** A complaint of the bench as it was told. */
export type Filled = {
  readonly id: string
  readonly number: string
  readonly receivedAt: string
  readonly unit: string
  readonly said: readonly Said[]
}

export type Filling = {
  readonly house: House
  /** The owner's connections: what is filled in bulk is not asked about row by row. */
  readonly pool: Pool
  readonly clerk: string
  /** The unit of a case by its number from 0. */
  readonly unitOf: (number: number) => string
  readonly texts: Texts
}

/** So many cases are stored at a time. */
const stored = 500

/**
 * Stores cases as the product stores them: facts chained, values sealed under keys of their own, rows, digests. Of each case
 * the registration alone, which is what a search reads. The index does not know of them yet.
 *
 * @returns their ids in the order in which they were received
 */
export async function fillSearch(
  { house, pool, clerk, unitOf, texts }: Filling,
  count: number,
  take: (filled: Filled) => void = () => {},
): Promise<string[]> {
  const template = await templateOf(house, clerk, unitOf(0))
  const ids: string[] = []
  let storing: Promise<unknown> = Promise.resolve()
  const start = Date.now() - count * stepMs
  for (let first = 0; first < count; first += stored) {
    const batch = Array.from({ length: Math.min(stored, count - first) }, (_, n) => {
      const number = first + n
      return makeCase(house, template, texts, number, unitOf(number), new Date(start + number * stepMs).toISOString())
    })
    for (const { filled } of batch) {
      take(filled)
      ids.push(filled.id)
    }
    await storing
    storing = inOne(pool, rowsOf(batch))
    await new Promise(setImmediate)
    if ((first + stored) % 50_000 === 0) console.error(`${first + stored} cases`)
  }
  await storing
  return ids
}

/** A case comes in every half minute. */
const stepMs = 30_000

async function inOne(pool: Pool, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin; set local synchronous_commit = off')
    await Promise.all(statements.map((one) => client.query(one)))
    await client.query('commit')
  } finally {
    client.release()
  }
}

type Template = { readonly row: Record<string, unknown>; readonly event: CaseEvent & { type: 'CaseRegistered' } }

/** What the product itself makes of one registration: the row and the fact that the others are made after. */
async function templateOf(house: House, clerk: string, unit: string): Promise<Template> {
  const input = register.input.parse(complaint(unit))
  const answer = await handleCommand(house, { command: register as never, input, caller: { kind: 'staff', id: clerk } })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  const text = `select to_jsonb(c) - 'title' as row, f.data from case_row c join fact f on f.stream_id = c.id and f.version = 1 where c.id = $1`
  const client = await house.pool.connect()
  try {
    await client.query(`begin; set local huiyin.person = 'system'`)
    const { rows } = await client.query<{ row: Record<string, unknown>; data: Record<string, unknown> }>(text, [
      answer.receipt.id,
    ])
    await client.query('rollback')
    const [found] = rows
    if (!found) throw new Error('the case is there')
    return { row: found.row, event: { type: 'CaseRegistered', ...found.data } as Template['event'] }
  } finally {
    client.release()
  }
}

const own = `party:${theComplainant}` as const
const products = ['家庭宽带', '借记卡', '加油卡', '理财产品', '车位', '手机套餐', '快递', '空调']

function makeCase(house: House, { row, event }: Template, texts: Texts, number: number, unit: string, at: string) {
  const id = randomUUIDv7({ disableEntropyCache: false })
  const told = {
    title: texts.text(6),
    content: texts.text(45 + Math.floor(texts.chance() * 260)),
    product: products[number % products.length] ?? '',
    place: texts.text(4),
    name: texts.word('any').slice(0, 3),
    phone: `13${String(number).padStart(9, '0')}`,
  }
  const named = `${at.slice(0, 4)}-${String(number + 1_000).padStart(6, '0')}`
  const secret = (text: string): Secret => sealed(text, own) as Secret
  const fact = {
    ...event,
    number: named,
    unit,
    submittedAt: at,
    title: secret(told.title),
    content: secret(told.content),
    product: sealed(told.product),
    place: secret(told.place),
    request: undefined,
    respondent: undefined,
    party: { ...event.party, name: secret(told.name), phone: secret(told.phone), email: undefined, address: undefined },
  } as CaseEvent
  const end = { streamId: id, stream: 'case' as const, version: 0, hash: noFactBefore, keys: new Map() }
  const request = { requestId: randomUUIDv7(), byKind: 'staff' as const, byId: 'bench', recordedAt: at }
  const written = chainFacts(end, [{ event: fact, origin: 'human', occurredAt: at }], request, house.ring)
  const said = Object.entries(told).map(([field, text]) => ({ field, text }) as Said)
  return {
    written,
    row: {
      ...row,
      id,
      number: named,
      unit_id: unit,
      received_at: at,
      changed_at: at,
      version: 1,
      title: `\\x${sealTitle(house.ring, id, told.title).toString('hex')}`,
    },
    digest: { case_id: id, digest: contactDigests(house.ring, { phone: told.phone })[0]?.digest.toString('hex') },
    filled: { id, number: named, receivedAt: at, unit, said } satisfies Filled,
  }
}

type Made = ReturnType<typeof makeCase>

function rowsOf(batch: readonly Made[]): Statement[] {
  const rows = JSON.stringify(batch.map(({ row }) => row))
  const digests = JSON.stringify(batch.map(({ digest }) => digest))
  return [
    {
      name: 'bench-rows',
      text: 'insert into case_row select * from json_populate_recordset(null::case_row, $1::json)',
      values: [rows],
    },
    ...storeFacts(batch.map(({ written }) => written as Written)),
    {
      name: 'bench-digests',
      text: `insert into contact_digest (case_id, party, kind, digest) select case_id, '${theComplainant}', 'phone', decode(digest, 'hex') from json_to_recordset($1::json) as d(case_id uuid, digest text)`,
      values: [digests],
    },
  ]
}
