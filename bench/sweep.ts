import { commandNamed } from '../core/case/commands.ts'
import { openPool, type Pool, type Statement } from '../server/db/pool.ts'
import { asSystem, inTransaction, read } from '../server/db/transaction.ts'
import { handleCommand } from '../server/handle-command.ts'
import type { House } from '../server/house.ts'
import { sweep } from '../server/jobs/sweep.ts'
import { complaint } from './complaint.ts'
import { asked, type Copy, inCopies, inCopy, inOriginal, type Original, onOriginal } from './copies.ts'
import { median, rounded } from './figures.ts'
import { cpuOfTree } from './processes.ts'
import type { Trip } from './recording.ts'
import { settle } from './stage.ts'

const cases = 1_000
const received = '2026-03-02T01:00:00.000Z'
const monthLater = '2026-04-02T01:00:00.000Z'
/** How many duties are open while none is due; one case has ten. */
const sizes = [1_000, 10_000, 100_000, 1_000_000]
const dutiesEach = 10
const sweepsATurn = 100

/**
 * Duties a second that the sweeper puts on record as missed: those of a thousand cases at once, as after an outage, and
 * moment by moment, as they fall due. Beside it the same rows written by bare SQL in as many transactions. Then what a
 * sweep costs that finds nothing among a thousand to a million open duties, beside a transaction that reads nothing.
 */
export function sweeps(runs: number): Promise<object> {
  return onOriginal(received, async (original) => {
    const moments = await fill(original)
    const outage = await contest(original, [monthLater], runs)
    const apart = await contest(original, moments, runs)
    return { bench: 'sweep', cases, outage, apart, nothingDue: await idle(original, runs), runs }
  })
}

/** @returns the moments at which duties are missed, in order */
function fill(original: Original): Promise<string[]> {
  return inOriginal(original, async ({ house, superUrl }) => {
    const { clerk, units } = await settle(house)
    const command = commandNamed('register')
    if (!command) throw new Error('no command registers')
    for (let number = 0; number < cases; number++) {
      const input = command.input.parse(complaint(units[number % units.length] ?? ''))
      const answer = await handleCommand(house, { command, input, caller: { kind: 'staff', id: clerk } })
      if ('refusal' in answer) throw new Error(answer.refusal.code)
    }
    const due = `select distinct data ->> 'due' as due from fact where type = 'ObligationStarted' order by due`
    return (await asked(superUrl, due)).map((row) => new Date(Date.parse(String(row.due)) + 1).toISOString())
  })
}

/** The product and the floor by turns; the floor writes what the product wrote when it warmed up. */
async function contest(original: Original, moments: readonly string[], runs: number): Promise<object> {
  const { written, counted } = await inCopy(original, (copy) => rehearse(original, copy, moments))
  const [product, floor]: [Took[], Took[]] = [[], []]
  const { pid } = original.database
  for (let run = 0; run < runs; run++) {
    product.push(await inCopy(original, ({ house }) => timed(pid, () => sweepAt(original, house, moments))))
    floor.push(await inCopy(original, ({ appUrl }) => timed(pid, () => replay(appUrl, written))))
  }
  return { ...counted, transactions: written.length, ...compare(product, floor, counted.missed) }
}

async function rehearse(original: Original, { house, superUrl }: Copy, moments: readonly string[]) {
  const written: Trip[] = []
  await sweepAt(original, listening(house, written), moments)
  const count = `select count(*) filter (where type = 'ObligationMissed')::int as missed,
    count(*) filter (where type = 'ObligationWarned')::int as warned from fact`
  const [counted] = (await asked(superUrl, count)) as [{ missed: number; warned: number }]
  return { written, counted }
}

/** The house, writing down what each of its transactions writes; several may be under way at once. */
function listening(house: House, written: Trip[]): House {
  const connect = async () => {
    const client = await house.pool.connect()
    const writes: Statement[] = []
    const query = (statement: Statement | string) => {
      if (typeof statement !== 'string' && /^(insert|update)/.test(statement.text)) writes.push(statement)
      return client.query(statement as Statement)
    }
    const release = (error?: Error) => {
      if (writes.length > 0) written.push(writes)
      client.release(error)
    }
    return Object.assign(Object.create(client), { query, release })
  }
  return { ...house, pool: { query: house.pool.query.bind(house.pool), connect } as unknown as Pool }
}

/** Sweeps until nothing is left to do, at each moment in turn. */
async function sweepAt({ clock }: Original, house: House, moments: readonly string[]): Promise<void> {
  for (const moment of moments) {
    clock.at = moment
    for (;;) {
      const { swept, failures } = await sweep(house)
      if (failures[0]) throw failures[0]
      if (swept === 0) break
    }
  }
}

async function replay(appUrl: string, written: readonly Trip[]): Promise<void> {
  const pool = openPool(appUrl)
  for (const writes of written) await inTransaction(pool, asSystem, async () => ({ result: undefined, writes }))
  await pool.end()
}

type Took = { readonly seconds: number; readonly node: number; readonly postgres: number }

async function timed(pid: number, work: () => Promise<void>): Promise<Took> {
  const [node, postgres, begun] = [process.cpuUsage(), cpuOfTree(pid), performance.now()]
  await work()
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(node)
  return { seconds, node: (user + system) / 1e6, postgres: cpuOfTree(pid) - postgres }
}

function compare(product: readonly Took[], floor: readonly Took[], missed: number): object {
  const middle = (taken: readonly Took[], of: keyof Took) => median(taken.map((one) => one[of]))
  const each = (taken: readonly Took[]) => ({
    node: rounded((middle(taken, 'node') / missed) * 1e6, 0),
    postgres: rounded((middle(taken, 'postgres') / missed) * 1e6, 0),
  })
  const [ours, bare] = [middle(product, 'seconds'), middle(floor, 'seconds')]
  return {
    perSecond: rounded(missed / ours, 0),
    floor: rounded(missed / bare, 0),
    ratio: rounded(bare / ours, 3),
    cpuMicrosecondsEach: { product: each(product), floor: each(floor) },
  }
}

/** Sweeps that find nothing, each size in turn. The rows of cases are multiplied by SQL: where nothing is due, nothing else is looked at. */
function idle(original: Original, runs: number): Promise<object> {
  original.clock.at = received
  return inCopies(original, sizes.length, async (copies) => {
    for (const [place, copy] of copies.entries()) await multiply(copy, (sizes[place] ?? 0) / dutiesEach)
    const [swept, bare] = [sizes.map((): number[] => []), [] as number[]]
    for (let run = 0; run < runs; run++)
      for (const [place, { house }] of copies.entries()) {
        swept[place]?.push(...(await times(() => sweep(house))))
        bare.push(...(await times(() => read(house.pool, asSystem, { name: 'nothing', text: 'select 1 as one' }))))
      }
    const milliseconds = swept.map((taken) => rounded(median(taken), 3))
    const ratio = rounded(Math.max(...milliseconds) / Math.min(...milliseconds))
    const bySize = Object.fromEntries(sizes.map((size, place) => [size, milliseconds[place]]))
    return { milliseconds: bySize, ratio, floor: rounded(median(bare), 3) }
  })
}

/** Milliseconds of a piece of work, again and again; the first ones only warm up. */
async function times(work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let sweep = 0; sweep < sweepsATurn; sweep++) {
    const begun = performance.now()
    await work()
    taken.push(performance.now() - begun)
  }
  return taken.slice(sweepsATurn / 5)
}

async function multiply({ superUrl }: Copy, count: number): Promise<void> {
  const again = Math.max(1, count / cases) - 1
  await asked(superUrl, `delete from case_row where id not in (select id from case_row limit ${count})`)
  await asked(
    superUrl,
    `insert into case_row select r.* from case_row c, generate_series(1, ${again}) n, jsonb_populate_record(c, jsonb_build_object(
      'id', gen_random_uuid(), 'number', c.number || '-' || n, 'next_check_at', c.next_check_at + random() * interval '30 days')) r`,
  )
  await asked(superUrl, 'vacuum (analyze)')
}
