import { setImmediate } from 'node:timers/promises'
import { commandNamed } from '../core/case/commands.ts'
import type { Step } from '../core/case/run-command.ts'
import type { Client, Pool, Statement } from '../server/db/pool.ts'
import { asSystem, inTransaction } from '../server/db/transaction.ts'
import { handleCommand } from '../server/handle-command.ts'
import type { House } from '../server/house.ts'
import { complaint } from './complaint.ts'
import { enterpriseLife, type Life } from './lives.ts'
import type { Furnished } from './stage.ts'

const batch = 200
const hour = 3_600_000
/** Complaints of so many days lie open: most duties of the oldest are overdue, those of the newest still run. */
const days = 10

/**
 * Stores open cases, each received at a moment of its own and some way into its life. The product's own fold makes
 * their rows; only the road to the database is another: many cases in one transaction.
 *
 * @param life what happens to them
 * @returns the ids
 */
export async function fill(stage: Furnished, count: number, life: Life = enterpriseLife): Promise<string[]> {
  const ids: string[] = []
  let storing: Promise<unknown> = Promise.resolve()
  for (let first = 0; first < count; first += batch) {
    const made = await makeCases(stage, life, first, Math.min(batch, count - first))
    await storing
    storing = store(stage.house, made.statements)
    // Making the next ones lets nothing else run, so these have to be on their way.
    await setImmediate()
    ids.push(...made.ids)
    if (ids.length % 10_000 === 0) console.error(`${ids.length} cases made`)
  }
  await storing
  return ids
}

/** Cases with nothing behind them but an accepted registration: what the acts of a bench begin with. */
export async function fillAccepted(stage: Furnished, count: number): Promise<string[]> {
  const { statements, ids } = await collect(stage.house, async (house) => {
    for (let number = 0; number < count; number++)
      await register(house, stage, enterpriseLife, number, new Date().toISOString(), [])
  })
  await store(stage.house, statements)
  return ids
}

function makeCases(stage: Furnished, life: Life, first: number, count: number) {
  return collect(stage.house, async (house) => {
    for (let number = first; number < first + count; number++) {
      // Steps of the golden ratio spread the moments evenly, whatever the count.
      const age = ((number * 0.618034) % 1) * days * 24 * hour
      const received = Date.now() - age - hour
      const steps = lifeOf(stage, number, received, life)
      await register(house, stage, life, number, new Date(received).toISOString(), steps)
    }
  })
}

async function register(
  house: House,
  stage: Furnished,
  { accept }: Life,
  number: number,
  at: string,
  steps: readonly Step[],
): Promise<void> {
  const unit = stage.units[number % stage.units.length] ?? ''
  const input = { ...complaint(unit), phone: `138${String(number).padStart(8, '0')}`, accept }
  const call = { caller: { kind: 'staff', id: stage.clerk }, occurredAt: at, origin: 'import', steps } as const
  const answer = await handleCommand(house, { ...call, ...parsed('register', input) })
  if ('refusal' in answer) throw new Error(`${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`)
}

/** What has happened to a case since: less to the younger ones; the last of it a moment ago, so that time has passed for all. */
function lifeOf(stage: Furnished, number: number, received: number, { since }: Life): Step[] {
  const now = Date.now()
  const past = since(stage, number).filter(([hours]) => received + hours * hour < now)
  const steps = past.map(([hours, name, input]) => step(name, input, received + hours * hour))
  return [...steps, step('inform', { channel: 'phone', text: '已告知投诉人目前的处理进展。' }, now)]
}

function step(name: string, input: unknown, at: number): Step {
  return { ...parsed(name, input), at: new Date(at).toISOString() }
}

function parsed(name: string, input: unknown) {
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  return { command, input: command.input.parse(input) }
}

/** Runs commands that open cases, keeping their statements instead of sending them. */
async function collect(
  house: House,
  work: (house: House) => Promise<void>,
): Promise<{ statements: Statement[]; ids: string[] }> {
  const statements: Statement[] = []
  const query = async (statement: Statement | string) => {
    if (typeof statement !== 'string' && statement.text.startsWith('insert')) statements.push(statement)
    return { rows: [] }
  }
  const client = {
    query,
    release: () => {},
    connection: { stream: { cork: () => {}, uncork: () => {} } },
  } as unknown as Client
  await work({ ...house, pool: { connect: async () => client } as unknown as Pool })
  const ids = statements
    .filter(({ name }) => name === 'insert-case-row')
    .map(({ values }) => JSON.parse(String(values?.[0])).id as string)
  return { statements, ids }
}

async function store(house: House, statements: readonly Statement[]): Promise<void> {
  const byText = Map.groupBy(statements, ({ text }) => text)
  const writes = [...byText.values()].flatMap(inOne)
  await inTransaction(house.pool, asSystem, async () => ({ result: undefined, writes }))
}

/** Statements that read their rows from one JSON value become one; the others stay as they are. */
function inOne(alike: Statement[]): Statement[] {
  const [first] = alike
  if (!first || !/json_to_record(set)?\(\$1::json\)/.test(first.text)) return alike
  const rows = alike.map(({ values }) => String(values?.[0]).replace(/^\[|\]$/g, ''))
  return [{ text: first.text.replace('json_to_record(', 'json_to_recordset('), values: [`[${rows.join(',')}]`] }]
}
