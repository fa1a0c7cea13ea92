import { randomBytes, randomUUID, randomUUIDv7 } from 'node:crypto'
import { gather, openPool, type Pool, type Statement } from '../server/db/pool.ts'
import { casesIn } from './case-list.ts'
import { type Round, round } from './rounds.ts'
import type { Fresh, Holed, StatementTemplate, Template, Value } from './template.ts'
import { serve } from './worker.ts'

export type FloorJob = {
  readonly url: string
  /** Run in turn for each case, or each operation where there are none. */
  readonly templates: readonly Template[]
  readonly clients: number
  readonly seconds: number
  /** File of case ids to act on. */
  readonly cases?: string
}

const pools = new Map<string, Pool>()
const turns = new Map<string, number>()
let number = 0

/** The floor: recorded statements sent again by the same driver with fresh ids, and nothing around them. */
serve<FloorJob, Round>(async ({ url, templates, clients, seconds, cases }) => {
  const pool = pools.get(url) ?? openPool(url)
  pools.set(url, pool)
  const ids = cases ? casesIn(cases) : undefined
  return round(clients, seconds, async () => {
    if (!ids) return replay(pool, templates[0]!, '')
    const id = ids.take()
    const turn = turns.get(id) ?? 0
    turns.set(id, turn + 1)
    await replay(
      pool,
      templates[turn < templates.length ? turn : templates.length - 4 + (turn % 4)] ?? templates[0]!,
      id,
    )
    ids.giveBack(id)
  })
})

type Drawn = { readonly fresh: (string | undefined)[]; readonly known: { id: string; version: number } }

async function replay(pool: Pool, { trips, fresh }: Template, id: string): Promise<void> {
  const drawn: Drawn = { fresh: [], known: { id, version: 0 } }
  const fill = (text: Holed) =>
    text.map((part) => (typeof part === 'string' ? part : valueAt(part, fresh, drawn))).join('')
  const client = await pool.connect()
  try {
    for (const trip of trips) {
      gather(client)
      const answers = await Promise.all(trip.map((statement) => client.query(filled(statement, fill))))
      const facts = trip.findIndex(({ name }) => name === 'select-facts')
      if (facts >= 0) drawn.known.version = answers[facts]?.rows.length ?? 0
    }
  } finally {
    client.release()
  }
}

function filled({ name, text, values }: StatementTemplate, fill: (text: Holed) => string): Statement {
  if (values.length === 0) return { ...(name && { name }), text: fill(text) }
  return { ...(name && { name }), text: fill(text), values: values.map((value) => filledValue(value, fill)) }
}

function filledValue(value: Value, fill: (text: Holed) => string): unknown {
  if ('text' in value) return fill(value.text)
  return 'bytes' in value ? randomBytes(value.bytes) : value.as
}

function valueAt(place: number, fresh: readonly Fresh[], { fresh: made, known }: Drawn): string {
  made[place] ??= draw(fresh[place]!, known)
  return made[place]
}

function draw(fresh: Fresh, { id, version }: Drawn['known']): string {
  switch (fresh.kind) {
    case 'uuid-v4':
      return randomUUID()
    case 'uuid-v7':
      return randomUUIDv7()
    case 'case':
      return id
    case 'number':
      return `"number":"F${process.pid}-${String(++number).padStart(6, '0')}"`
    case 'digest':
      return `"digest":"${randomBytes(32).toString('hex')}"`
    case 'version':
      return `"version":${version + fresh.after}`
  }
}
