import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { theComplainant } from '../../core/case/parties.ts'
import type { Call } from '../call.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { healthRoutes } from '../http/health-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { oldestWaiting } from '../trail/log/waiting.ts'
import { isLogLate } from '../trail/log/watch.ts'
import { keepLog } from './keep-log.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let place: string
let town: Town
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found({ packs: ['enterprise'] })
  place = await mkdtemp(join(tmpdir(), 'huiyin-kept-'))
})
afterAll(async () => {
  await fresh.close()
  await rm(place, { recursive: true })
})

it('says after five minutes that no checkpoint came out, and takes it back with the next one; complaints are taken all along', async () => {
  const checkpoints = [place]
  const house = { ...fresh.house, checkpoints }
  const http = await httpOf(house, [healthRoutes])
  const log = async () => (await http.ask('GET', '/api/health')).body.log
  await kept(house)
  checkpoints[0] = '/dev/null/nowhere'
  clock.pass({ minutes: 4 })
  await expect(keepLog(house)).rejects.toThrow()
  expect(await log()).toBe('kept')
  clock.pass({ minutes: 2 })
  await expect(keepLog(house)).rejects.toThrow()
  expect(await log()).toBe('late')
  const root = [...((await house.directory.now())?.units.values() ?? [])][0]
  const command = register as unknown as Command
  const input = command.input.parse({ channel: 'phone', unit: root?.id, title: '加油', content: '油里有水' })
  const answer = await handleCommand(house, { command, input, caller: { kind: 'system', id: 'test' } })
  expect(answer).toHaveProperty('receipt')
  checkpoints[0] = place
  await kept(house)
  expect(await log()).toBe('kept')
  await http.close()
})

it('takes after a quarter of an hour what comes in and decides nothing, until a checkpoint comes out', async () => {
  const house = { ...fresh.house, checkpoints: [place], logWatch: { keptAt: clock.now(), keeps: true } }
  const root = [...((await house.directory.now())?.units.values() ?? [])][0]
  const run = (name: string, given: object, caller: Call['caller'], caseId?: string) => {
    const command = commandNamed(name) as Command
    return handleCommand(house, { command, input: command.input.parse(given), caller, ...(caseId && { caseId }) })
  }
  const clerk = town.as('specialist')
  const clockwork = { kind: 'system', id: 'test' } as const
  const told = { channel: 'phone', unit: root?.id, title: '加油', content: '油里有水' }
  const accepted = {
    conditions: Object.keys(house.policies.current.get('enterprise')?.content.intake.conditions ?? {}),
  }
  const taken = await run('register', told, clockwork)
  const id = 'receipt' in taken ? taken.receipt.id : ''
  clock.pass({ minutes: 16 })
  expect(await run('accept', accepted, clerk, id)).toMatchObject({ refusal: { code: 'trail.intake-only' } })
  expect(await run('register', told, clockwork)).toHaveProperty('receipt')
  const complainant = { kind: 'complainant', id, party: theComplainant } as const
  expect(await run('add-statement', { text: '还有发票' }, complainant, id)).toHaveProperty('receipt')
  await kept(house)
  expect(await run('accept', accepted, clerk, id)).toHaveProperty('receipt')
})

it('says it as well where somebody holds a transaction open, so that no fact comes into the log', async () => {
  const house = { ...fresh.house, checkpoints: [place] }
  const open = new pg.Client({ connectionString: fresh.database.superUrl })
  await open.connect()
  await open.query('begin; select pg_current_xact_id()')
  const root = [...((await house.directory.now())?.units.values() ?? [])][0]
  const command = register as unknown as Command
  const input = command.input.parse({ channel: 'phone', unit: root?.id, title: '加油', content: '油里有水' })
  await handleCommand(house, { command, input, caller: { kind: 'system', id: 'test' } })
  clock.pass({ minutes: 6 })
  await keepLog(house)
  expect(isLogLate(house.logWatch, house.now())).toBe(true)
  await open.query('commit')
  await open.end()
  await kept(house)
  expect(isLogLate(house.logWatch, house.now())).toBe(false)
})

/** Transactions of other databases of the server keep facts waiting for a moment. */
async function kept(house: House): Promise<void> {
  do await keepLog(house)
  while ((await oldestWaiting(house)) !== undefined)
}
