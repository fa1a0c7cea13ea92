import { afterAll, beforeAll, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { asSystem, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { verifyTrail } from '../trail/verify.ts'
import { sweep } from './sweep.ts'

/** Nine duties start with each: ten thousand open clocks, thousands of them due in the same minute. */
const cases = 1_112
const second = 1000
const hour = 3600 * second
const day = 24 * hour

const received = '2026-02-11T08:00:00.000Z'
const clock = standingClock(received)
let fresh: FreshHouse
let other: House
let random = 7

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  other = await fresh.another(clock.now)
  const town = await fresh.found({ packs: ['enterprise'] })
  const input = register.input.parse({ channel: 'phone', unit: town.units.root, title: '排队', content: '过号不叫' })
  const call = { command: register as unknown as Command, input, caller: { kind: 'system', id: 'test' } } as const
  for (let made = 0; made < cases; made += 8) {
    clock.set(new Date(Date.parse(received) + Math.floor((made / cases) * 60) * second).toISOString())
    await Promise.all(Array.from({ length: Math.min(8, cases - made) }, () => handleCommand(fresh.house, call)))
  }
}, 120_000)
afterAll(() => fresh.close())

/** The next of a row of numbers between 0 and 1 that is the same in every run. */
function draw(): number {
  random = (random * 16_807) % 2_147_483_647
  return random / 2_147_483_647
}

/** Both processes sweep until neither finds anything, as they do within seconds of each other. */
async function sweepAll(): Promise<void> {
  for (;;) {
    const [a, b] = await Promise.all([sweep(fresh.house), sweep(other)])
    if (a.swept + b.swept + a.failures.length + b.failures.length === 0) return
  }
}

type Raised = { case: string; duty: string; step: string; at: string }

/** What the clocks of all cases promised up to a moment, told from their beginnings alone. */
async function promised(until: string): Promise<Raised[]> {
  type Started = { stream_id: string; data: { duty: string; due: string; warnings: { step: string; at: string }[] } }
  const text = `select stream_id, data from fact where type = 'ObligationStarted'`
  const started = await read<Started>(fresh.house.pool, asSystem, { name: 'started', text })
  expect(started.length).toBeGreaterThanOrEqual(10_000)
  return started
    .flatMap(({ stream_id, data: { duty, due, warnings } }) => [
      ...warnings.map(({ step, at }) => ({ case: stream_id, duty, step, at })),
      { case: stream_id, duty, step: 'missed', at: new Date(Date.parse(due) + 1).toISOString() },
    ])
    .filter(({ at }) => at <= until)
}

async function raised(): Promise<Raised[]> {
  const text = `select stream_id as case, data ->> 'duty' as duty, coalesce(data ->> 'step', 'missed') as step, occurred_at as at
    from fact where type in ('ObligationWarned', 'ObligationMissed') order by stream_id, version`
  return read<Raised>(fresh.house.pool, asSystem, { name: 'raised', text })
}

const nameOf = (one: Raised) => `${one.case} ${one.duty} ${one.step} ${one.at}`

it('ten thousand clocks, fifty jumps of the clock, two sweepers and an outage of thirty days: nothing missed, nothing doubled, every moment true', async () => {
  let latest = Date.parse(clock.now())
  for (let jump = 0; jump < 50; jump++) {
    const back = draw() < 0.3
    const far = [second, hour, back ? day : 5 * hour][Math.floor(draw() * 3)] as number
    const at = Math.max(Date.parse(received), Date.parse(clock.now()) + (back ? -far : far * draw()))
    clock.set(new Date(at).toISOString())
    latest = Math.max(latest, at)
    await sweepAll()
    // Nothing is raised before its time by the latest that the clock has ever shown.
    if (jump === 24)
      expect((await raised()).map(nameOf).sort()).toEqual(
        (await promised(new Date(latest).toISOString())).map(nameOf).sort(),
      )
  }
  clock.set(new Date(latest + 30 * day).toISOString())
  await sweepAll()
  const all = await raised()
  expect(all.map(nameOf).sort()).toEqual((await promised(clock.now())).map(nameOf).sort())
  expect(all.length).toBeGreaterThan(30_000)
  for (const [i, one] of all.entries()) {
    const before = all[i - 1]
    if (before?.case === one.case) expect(one.at >= before.at).toBe(true)
  }
  const findings: unknown[] = []
  await verifyTrail(fresh.house, fresh.database.ownerUrl, {
    onFinding: (one) => findings.push(one),
    onProgress: () => {},
  })
  expect(findings).toEqual([])
}, 240_000)
