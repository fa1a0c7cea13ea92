import { availableParallelism } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { type PackInForce, packInForce } from '../core/policy/pack-in-force.ts'
import { resultOf } from '../core/simulate/result.ts'
import { asSystem, read } from '../server/db/transaction.ts'
import type { House } from '../server/house.ts'
import { onAllCores } from '../server/on-all-cores.ts'
import { caseRanges } from '../server/simulate/read-histories.ts'
import { simulate, tallyOnAllCores } from '../server/simulate/simulate.ts'
import { plainChange } from '../server/simulate/task.ts'
import { simulateNaively } from '../server/testing/naive-simulation.ts'
import { median, rounded } from './figures.ts'
import { fill } from './fill.ts'
import { bankLife, enterpriseLife } from './lives.ts'
import { inHouse } from './stage.ts'

/** Another number or life may be set to try something out; both are told beside the figure. */
const cases = Number(process.env.HUIYIN_BENCH_CASES ?? 100_000)
const life = process.env.HUIYIN_BENCH_LIFE === enterpriseLife.pack ? enterpriseLife : bankLife
const sampled = 1000
const together = 250

/**
 * Seconds to replay all cases under the pack they pinned and under a stricter one, and to hold both against each other;
 * beside it those to read the same rows and nothing else. A random sample is folded once more, naively, and compared.
 */
export function replay(runs: number): Promise<object> {
  return inHouse(async (stage) => {
    const ids = await fill(stage, cases, life)
    await stage.tidy()
    const { house } = stage
    const packs = [stricter(house)]
    const [took, floors]: [number[], number[]] = [[], []]
    for (let run = 0; run < runs; run++) {
      took.push(await secondsOf(() => simulate(house, { packs })))
      floors.push(await secondsOf(() => readRows(house)))
      console.error(`replay ${rounded(took.at(-1) ?? 0)} s, rows alone ${rounded(floors.at(-1) ?? 0)} s`)
    }
    const seconds = median(took)
    return {
      bench: 'replay',
      pack: life.pack,
      cases,
      ...(await factsOf(house)),
      workers: availableParallelism(),
      seconds: rounded(seconds),
      casesPerSecond: rounded(cases / seconds, 0),
      floorSeconds: rounded(median(floors)),
      equalsNaive: await equalsNaive(house, sampleOf(ids), packs),
      sampled: Math.min(sampled, cases),
      runs,
    }
  }, life.pack)
}

/** Every limit of the pack is a third of a day, and all is grave. */
function stricter({ policies }: House): PackInForce {
  const content = structuredClone(policies.current.get(life.pack)?.content)
  if (!content) throw new Error(`the pack ${life.pack} is in the folder`)
  for (const duty of Object.values(content.obligations)) if (duty.allow) duty.allow = { '2020-01-01': '8 h' }
  for (const grade of content.grades.order.slice(0, 1)) grade.when = `${grade.when} || channel == "phone"`
  return packInForce(content, 'd'.repeat(64))
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

async function readRows(house: House): Promise<void> {
  const { ranges } = await caseRanges(house.pool, together)
  const task = { url: house.pool.options.connectionString, until: house.now() }
  await onAllCores(new URL('./read-rows.ts', import.meta.url), task, ranges, () => {})
}

async function factsOf({ pool }: House): Promise<object> {
  const text = `select sum(version)::int as facts, min(version) as "fewestFacts" from case_row`
  const [row] = await read<object>(pool, asSystem, { text })
  return row ?? {}
}

function sampleOf(ids: readonly string[]): string[] {
  const drawn = ids.map((id) => ({ id, at: Math.random() })).sort((a, b) => a.at - b.at)
  return drawn.slice(0, sampled).map(({ id }) => id)
}

/** Whether the threads come to what a plain fold comes to, over each case of a sample by itself. */
async function equalsNaive(house: House, ids: readonly string[], packs: readonly PackInForce[]): Promise<boolean> {
  const until = house.now()
  const naive = await simulateNaively({ ...house, now: () => until }, ids, packs)
  const alone = ids.map((id) => ({ after: before(id), last: id }))
  const task = { from: { url: house.pool.options.connectionString ?? '' }, change: plainChange({ packs }), until }
  const tally = await tallyOnAllCores(task, alone, () => {}, undefined)
  return isDeepStrictEqual(resultOf(tally, until), naive)
}

/** The id just below another. */
function before(id: string): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`) - 1n
  return number
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
