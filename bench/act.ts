import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandNamed } from '../core/case/commands.ts'
import { handleCommand } from '../server/handle-command.ts'
import { actAt } from './acts-in-turn.ts'
import { besideFloor, type Contest } from './contest.ts'
import { fillAccepted } from './fill.ts'
import type { FloorJob } from './floor.ts'
import type { LoadJob } from './load.ts'
import { record } from './recording.ts'
import type { Round } from './rounds.ts'
import { onStage, type Stage } from './stage.ts'
import { type Template, templateOf } from './template.ts'
import { startWorker } from './worker.ts'

/** Cases for the product, and as many again for the floor, which leaves nothing in them that could be read. */
const cases = 10_000

/** How many acts a second are done on open cases over HTTP, beside bare transactions that read and write the same rows. */
export function act(runs: number): Promise<object> {
  return onStage(async (stage) => {
    const load = startWorker<LoadJob, Round>('load.ts')
    const floor = startWorker<FloorJob, Round>('floor.ts')
    try {
      const templates = await recordActs(stage)
      const [own, others] = [await casesFor(stage, 'product'), await casesFor(stage, 'floor')]
      await stage.tidy()
      const { port, cookie, handlers, database } = stage
      const contest: Contest = {
        product: (clients, seconds) =>
          load.run({ port, cookie, clients, seconds, task: { name: 'act', cases: own, handlers } }),
        floor: (clients, seconds) => floor.run({ url: database.appUrl, templates, clients, seconds, cases: others }),
      }
      return { bench: 'act', cases, ...(await besideFloor(stage, contest, runs)) }
    } finally {
      load.end()
      floor.end()
    }
  })
}

async function casesFor(stage: Stage, side: string): Promise<string> {
  const file = join(stage.folder, `${side}.json`)
  await writeFile(file, JSON.stringify(await fillAccepted(stage, cases)))
  return file
}

/** What the acts on one case send to the database, from the first of them on until they repeat themselves. */
async function recordActs(stage: Stage): Promise<Template[]> {
  const [id = ''] = await fillAccepted(stage, 1)
  const templates: Template[] = []
  for (let turn = 0; turn < 8; turn++) templates.push(await recordAct(stage, id, turn))
  return templates
}

async function recordAct({ house, clerk, handlers, units }: Stage, id: string, turn: number): Promise<Template> {
  const { command: name, input } = actAt(turn, handlers)
  const command = commandNamed(name)
  if (!command) throw new Error(`no command ${name}`)
  const key = { scope: `staff:${clerk}`, key: randomUUID(), bodyHash: Buffer.alloc(32) }
  const call = {
    command,
    caseId: id,
    input: command.input.parse(input),
    caller: { kind: 'staff', id: clerk },
    key,
  } as const
  const { result, trips } = await record(house, (recorded) => handleCommand(recorded, call))
  if ('refusal' in result) throw new Error(result.refusal.code)
  const written = /"version":(\d+)/.exec(String(factsOf(trips)))
  return templateOf(trips, {
    lasting: new Set([clerk, ...units, ...handlers]),
    acted: { id, version: Number(written?.[1]) - 1 },
  })
}

function factsOf(trips: Awaited<ReturnType<typeof record>>['trips']): unknown {
  return trips.flat().find(({ name }) => name === 'insert-facts')?.values?.[0]
}
