import { randomUUID } from 'node:crypto'
import { commandNamed } from '../core/case/commands.ts'
import { handleCommand } from '../server/handle-command.ts'
import { complaint } from './complaint.ts'
import { besideFloor, type Contest } from './contest.ts'
import type { FloorJob } from './floor.ts'
import type { LoadJob } from './load.ts'
import { record } from './recording.ts'
import type { Round } from './rounds.ts'
import { onStage, type Stage } from './stage.ts'
import { inOneStatement, type Template, templateOf } from './template.ts'
import { startWorker } from './worker.ts'

/** How many complaints a second are registered over HTTP, beside a bare transaction and a bare statement with the same rows. */
export function register(runs: number): Promise<object> {
  return onStage(async (stage) => {
    const load = startWorker<LoadJob, Round>('load.ts')
    const floor = startWorker<FloorJob, Round>('floor.ts')
    try {
      const template = await recordRegistration(stage)
      const body = JSON.stringify(complaint(stage.units[0] ?? ''))
      const { port, cookie, database } = stage
      const contest: Contest = {
        product: (clients, seconds) => load.run({ port, cookie, clients, seconds, task: { name: 'register', body } }),
        floor: (clients, seconds) => floor.run({ url: database.appUrl, templates: [template], clients, seconds }),
        oneStatement: (clients, seconds) =>
          floor.run({ url: database.ownerUrl, templates: [inOneStatement(template)], clients, seconds }),
      }
      return { bench: 'register', ...(await besideFloor(stage, contest, runs)) }
    } finally {
      load.end()
      floor.end()
    }
  })
}

/** What one real registration sends to the database. */
async function recordRegistration({ house, clerk, units, handlers }: Stage): Promise<Template> {
  const command = commandNamed('register')
  const unit = units[0] ?? ''
  if (!command) throw new Error('no command registers')
  const key = { scope: `staff:${clerk}`, key: randomUUID(), bodyHash: Buffer.alloc(32) }
  const call = {
    command,
    input: command.input.parse(complaint(unit)),
    caller: { kind: 'staff', id: clerk },
    key,
  } as const
  const { result, trips } = await record(house, (recorded) => handleCommand(recorded, call))
  if ('refusal' in result) throw new Error(result.refusal.code)
  return templateOf(trips, { lasting: new Set([clerk, ...units, ...handlers]), number: result.receipt.number })
}
