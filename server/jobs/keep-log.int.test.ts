import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { healthRoutes } from '../http/health-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { httpOf } from '../testing/http.ts'
import { oldestWaiting } from '../trail/log/waiting.ts'
import { isLogLate } from '../trail/log/watch.ts'
import { keepLog } from './keep-log.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let place: string
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  await fresh.found({ packs: ['enterprise'] })
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
