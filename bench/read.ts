import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { caseQuery } from '../api/cases.ts'
import { readCase } from '../server/read/case-page.ts'
import { searchCases } from '../server/read/case-search.ts'
import { median, rounded } from './figures.ts'
import { fill } from './fill.ts'
import type { FloorJob } from './floor.ts'
import type { LoadJob, Task } from './load.ts'
import { record, type Trip } from './recording.ts'
import type { Round } from './rounds.ts'
import { onStage, type Stage } from './stage.ts'
import { type Template, templateOf } from './template.ts'
import { startWorker } from './worker.ts'

const cases = 100_000
const clients = 4
const seconds = 3
/** Until the program runs compiled and what it reads lies in memory, as in a server that has been up for a while. */
const warmUp = 12

/** The first page of 50 by due moment, then the page of one case, among 100,000 open cases: both on one stage, as filling it takes minutes. */
export function readsOf(names: readonly ('queue' | 'case')[]) {
  return (runs: number): Promise<object[]> =>
    onStage(async (stage) => {
      const file = join(stage.folder, 'cases.json')
      const ids = await fill(stage, cases)
      await writeFile(file, JSON.stringify(ids))
      await stage.tidy()
      const results: object[] = []
      for (const name of names)
        results.push(await (name === 'queue' ? queue(stage, runs) : casePage(stage, file, ids[0] ?? '', runs)))
      return results
    })
}

async function queue(stage: Stage, runs: number): Promise<object> {
  const { trips } = await record(stage.house, (house) => searchCases(house, stage.clerk, caseQuery.parse({})))
  return measure(stage, { name: 'queue', body: '{"sort":"due","limit":50}' }, templateFor(stage, trips), runs)
}

async function casePage(stage: Stage, file: string, id: string, runs: number): Promise<object> {
  const organisation = await stage.house.directory.now()
  if (!organisation) throw new Error('the organisation is founded')
  const { trips } = await record(stage.house, (house) =>
    readCase(house, organisation, { person: stage.clerk, language: 'zh' }, id),
  )
  return measure(stage, { name: 'case', cases: file }, templateFor(stage, trips, id), runs)
}

function templateFor({ clerk, units, handlers }: Stage, trips: readonly Trip[], id?: string): Template {
  return templateOf(trips, {
    lasting: new Set([clerk, ...units, ...handlers]),
    ...(id && { acted: { id, version: 0 } }),
  })
}

/** Latencies as HTTP, and those of the same statements sent bare. */
async function measure(stage: Stage, task: Task, template: Template, runs: number): Promise<object> {
  const load = startWorker<LoadJob, Round>('load.ts')
  const floor = startWorker<FloorJob, Round>('floor.ts')
  const { port, cookie, database } = stage
  const product = (lasting: number) => load.run({ port, cookie, clients, seconds: lasting, task })
  const bare = (lasting: number) =>
    floor.run({
      url: database.appUrl,
      templates: [template],
      clients,
      seconds: lasting,
      ...('cases' in task && { cases: task.cases }),
    })
  try {
    for (const side of [product, bare]) await side(warmUp)
    const [taken, floors]: [Round[], Round[]] = [[], []]
    const spent = { server: 0, postgres: 0 }
    for (let run = 0; run < runs; run++) {
      const begun = stage.cpu()
      taken.push(await product(seconds))
      const ended = stage.cpu()
      spent.server += ended.server - begun.server
      spent.postgres += ended.postgres - begun.postgres
      floors.push(await bare(seconds))
    }
    return {
      bench: task.name,
      cases,
      clients,
      ...latencies(taken),
      floorP95: rounded(median(floors.map((one) => one.p95))),
      ...costs(taken, spent),
      rssMb: rounded(stage.memory(), 0),
      runs,
    }
  } finally {
    load.end()
    floor.end()
  }
}

function latencies(taken: readonly Round[]): object {
  const of = (share: 'p50' | 'p95' | 'p99') => rounded(median(taken.map((one) => one[share])))
  return {
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
    perSecond: rounded(median(taken.map((one) => one.count / one.seconds)), 0),
  }
}

function costs(taken: readonly Round[], spent: { server: number; postgres: number }): object {
  const count = taken.reduce((sum, one) => sum + one.count, 0)
  const load = taken.reduce((sum, one) => sum + one.cpu, 0)
  const each = (used: number) => rounded((used / count) * 1e6, 0)
  return {
    cpu: {
      load: rounded(load),
      server: rounded(spent.server),
      postgres: rounded(spent.postgres),
      microsecondsEach: { load: each(load), server: each(spent.server), postgres: each(spent.postgres) },
    },
  }
}
