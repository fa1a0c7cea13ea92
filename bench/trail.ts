import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { commandNamed } from '../core/case/commands.ts'
import { handleCommand } from '../server/handle-command.ts'
import { keepLog } from '../server/jobs/keep-log.ts'
import { median, rounded } from './figures.ts'
import { fillAccepted } from './fill.ts'
import { plainCommand, plainTables } from './plain-command.ts'
import { type Furnished, inHouse } from './stage.ts'

/** So many commands on either side in one run, each on a case of its own. */
const commands = 400

/**
 * What the trail costs a command, in milliseconds: hash, link, commitments, the column by which the log takes it; beside it
 * the same command with the same rows and none of that, by turns in the same run. What the log takes for the facts of a
 * command comes later and elsewhere, and is added.
 */
export function trail(runs: number): Promise<object> {
  return inHouse(async (stage) => {
    const place = await mkdtemp(join(tmpdir(), 'huiyin-bench-log-'))
    try {
      const house = { ...stage.house, checkpoints: [place] }
      const ids = await fillAccepted(stage, 2 * commands)
      await asOwner(stage, plainTables)
      await stage.tidy()
      await keepLog(house)
      const [withTrail, without, log, cost]: [number[], number[], number[], number[]] = [[], [], [], []]
      for (let run = 0; run <= runs; run++) {
        const { own, plain, more } = await byTurns({ ...stage, house }, ids)
        const logged = await timed(() => keepLog(house))
        // The first run warms both up.
        if (run === 0) continue
        withTrail.push(median(own))
        without.push(median(plain))
        cost.push(median(more) + logged / commands)
        log.push(logged / commands)
        console.error(
          `with ${rounded(median(own))} ms, without ${rounded(median(plain))} ms, log ${rounded(logged / commands, 3)} ms`,
        )
      }
      const [ms, floorMs] = [median(withTrail), median(without)]
      return {
        ...{ bench: 'trail', costMs: rounded(median(cost), 3), ms: rounded(ms, 3), floorMs: rounded(floorMs, 3) },
        ...{ logMs: rounded(median(log), 3), ofFloor: rounded((floorMs + median(cost)) / floorMs), commands, runs },
      }
    } finally {
      await rm(place, { recursive: true })
    }
  })
}

async function byTurns({ house, clerk }: Furnished, ids: readonly string[]) {
  const command = commandNamed('inform')
  if (!command) throw new Error('no command inform')
  const input = command.input.parse({ channel: 'phone', text: '已联系投诉人，告知正在核实相关情况，三日内再次反馈。' })
  const call = (caseId: string) => {
    const key = { scope: `staff:${clerk}`, key: randomUUID(), bodyHash: Buffer.alloc(32) }
    return { command, caseId, input, caller: { kind: 'staff', id: clerk } as const, key }
  }
  const [own, plain]: [number[], number[]] = [[], []]
  for (let n = 0; n < commands; n++) {
    own.push(await timed(() => handleCommand(house, call(ids[2 * n] ?? '')).then(refuseNone)))
    plain.push(await timed(() => plainCommand(house, call(ids[2 * n + 1] ?? ''))))
  }
  // Of two commands that ran one behind the other, so that whatever else the machine does meets both alike.
  return { own, plain, more: own.map((ms, n) => ms - (plain[n] ?? 0)) }
}

function refuseNone(answer: object): void {
  if ('refusal' in answer) throw new Error(JSON.stringify(answer.refusal))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function asOwner({ database: { ownerUrl } }: Furnished, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(text)
  await client.end()
}
