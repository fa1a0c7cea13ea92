import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { healthRoutes } from '../http/health-routes.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { httpOf } from '../testing/http.ts'
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
  await keepLog(house)
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
  await keepLog(house)
  expect(await log()).toBe('kept')
  await http.close()
})
