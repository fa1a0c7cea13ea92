import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepLog } from '../server/jobs/keep-log.ts'
import { openView, pages } from '../server/trail/verify/pages.ts'
import { everything } from '../server/trail/verify/ranges.ts'
import { verifyTrail } from '../server/trail/verify.ts'
import { median, rounded } from './figures.ts'
import { fill } from './fill.ts'
import { bankLife } from './lives.ts'
import { cpuOf, cpuOfTree, memoryOf } from './processes.ts'
import { inHouse } from './stage.ts'

/** Cases of some 22 facts: a million and a few. */
const cases = 46_000

/**
 * Seconds to verify a store of a million facts against a copy of its log outside, on every core; beside it those to read the
 * same rows and nothing else on one, and those that the log itself took. `peakMib` is the resident memory of all threads, `cpuSeconds`
 * what they and the database used of the processors, whoever else wanted them.
 */
export function verify(runs: number): Promise<object> {
  return inHouse(async (stage) => {
    await fill(stage, cases, bankLife)
    await stage.tidy()
    const place = await mkdtemp(join(tmpdir(), 'huiyin-bench-log-'))
    try {
      const house = { ...stage.house, checkpoints: [place] }
      const logged = await secondsOf(() => keepLog(house))
      const [took, floors, cpu]: [number[], number[], number[]] = [[], [], []]
      const cpuNow = () => cpuOf(process.pid) + cpuOfTree(stage.database.pid)
      let [facts, peakMib] = [0, 0]
      const watch = setInterval(() => (peakMib = Math.max(peakMib, memoryOf(process.pid, 'VmRSS'))), 200)
      for (let run = 0; run < runs; run++) {
        const before = cpuNow()
        took.push(await secondsOf(async () => (facts = await verifiedFacts(house, stage.database.ownerUrl))))
        cpu.push(cpuNow() - before)
        floors.push(await secondsOf(() => readAllPages(stage.database.ownerUrl)))
        console.error(`verify ${rounded(took.at(-1) ?? 0)} s, rows alone ${rounded(floors.at(-1) ?? 0)} s`)
      }
      clearInterval(watch)
      const [seconds, floorSeconds] = [median(took), median(floors)]
      const figures = {
        seconds: rounded(seconds),
        factsPerSecond: rounded(facts / seconds, 0),
        cpuSeconds: rounded(median(cpu), 1),
      }
      const log = { logSeconds: rounded(logged), microsecondsAFact: rounded((logged * 1e6) / facts, 1) }
      return {
        bench: 'verify',
        facts,
        ...figures,
        floorSeconds: rounded(floorSeconds),
        ...log,
        peakMib: rounded(peakMib, 0),
        runs,
      }
    } finally {
      await rm(place, { recursive: true })
    }
  }, bankLife.pack)
}

async function verifiedFacts(house: Parameters<typeof verifyTrail>[0], ownerUrl: string): Promise<number> {
  const seen = await verifyTrail(house, ownerUrl, { onFinding: ({ what }) => fail(what), onProgress: () => {} })
  if (!seen || seen.unsigned > 0) fail('unsigned')
  return seen?.facts ?? 0
}

function fail(what: string): never {
  throw new Error(`a store that nobody changed: ${what}`)
}

async function readAllPages(ownerUrl: string): Promise<void> {
  const client = await openView(ownerUrl)
  for await (const page of pages(client, everything)) if (page.isLast) break
  await client.end()
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}
