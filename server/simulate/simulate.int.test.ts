import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { simulationResult } from '../../api/simulation.ts'
import { recordedAnswer } from '../../core/5-feedback/answer.ts'
import { weekdayOffice } from '../../core/calendar/calendar-shape.ts'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { type PackInForce, packInForce } from '../../core/policy/pack-in-force.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'
import type { Call } from '../call.ts'
import { handleCommand } from '../handle-command.ts'
import { recount } from '../jobs/recount.ts'
import { sweep } from '../jobs/sweep.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { simulateNaively } from '../testing/naive-simulation.ts'
import type { Town } from '../testing/town.ts'
import { simulate } from './simulate.ts'

const clock = standingClock('2026-01-05T02:00:00Z')
let fresh: FreshHouse
let town: Town
const cases: Record<string, string> = {}

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string, ...posts: string[]) => posts.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['real-estate'],
    units: { east: null },
    people: { clerk: at('root', 'supervisor', 'specialist', 'agent') },
  })
  await live()
})
afterAll(() => fresh.close())

async function run(name: string, input: object, rest: Partial<Call> = {}): Promise<string> {
  const command = commandNamed(name) as Command
  const call = { command, input: command.input.parse(input), caller: town.as('clerk'), ...rest }
  const answer = await handleCommand(fresh.house, call)
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

const complaint = (phone: string) => ({
  channel: 'phone',
  unit: town.units.east,
  title: '渗水',
  content: '外墙渗水',
  phone,
})
const register = (phone: string) => run('register', complaint(phone))

async function pass(duration: Temporal.DurationLike) {
  clock.pass(duration)
  await sweep(fresh.house)
  await recount(fresh.house)
}

/** Cases whose grade a count, a person or a passed limit has raised, and one of an import under another pack. */
async function live() {
  for (const [i, name] of ['counted', 'joined', 'third', 'ours', 'graded'].entries()) {
    cases[name] = await register(`1380000000${i}`)
    await pass({ hours: 1 })
  }
  await run('link', { other: cases.joined, kind: 'same-cause' }, { caseId: cases.counted! })
  await run('link', { other: cases.third, kind: 'same-cause' }, { caseId: cases.counted! })
  const ours = { lawsuit: 'none', media: 'none', outsideHelp: false, ourFault: true }
  await run('record-circumstances', ours, { caseId: cases.ours! })
  await pass({ hours: 30 })
  const accepted = {
    conditions: Object.keys(fresh.house.policies.current.get('real-estate')!.content.intake.conditions),
  }
  await run('accept', accepted, { caseId: cases.graded! })
  await run('grade', { grade: 'hot', reason: '领导关注' }, { caseId: cases.graded! })
  await pass({ hours: 8 * 24 })
  const caller = { kind: 'system', id: 'import' } as const
  const answer = recordedAnswer.input.parse({ channel: 'phone', text: '已答复' })
  const steps = [{ command: recordedAnswer as unknown as Command, input: answer, at: '2026-01-09T02:00:00.000Z' }]
  const old = { ...complaint('13900000000'), recordedSteps: ['CaseRegistered', 'ComplaintAnswered'] }
  const rest = {
    caller,
    origin: 'import',
    occurredAt: '2026-01-05T02:00:00.000Z',
    packs: ['enterprise'],
    steps,
  } as const
  cases.imported = await run('register', old, rest)
}

/** A pack of the folder as a draft changes it. */
function draft(id: string, change: (pack: Pack) => void): PackInForce {
  const content = structuredClone(fresh.house.policies.current.get(id)!.content)
  change(content)
  return packInForce(content, id === 'enterprise' ? 'd'.repeat(64) : 'e'.repeat(64))
}

/** All rows of all tables; a simulation may change none of them. */
async function everything(): Promise<unknown> {
  const client = new pg.Client({ connectionString: fresh.database.superUrl })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const rowsOf = async ({ name }: { name: string }) => {
    const whole = await client.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${name} t`,
    )
    return [name, whole.rows[0].digest]
  }
  const all: unknown[] = []
  for (const table of rows) all.push(await rowsOf(table))
  await client.end()
  return all
}

describe('a simulation over recorded cases', () => {
  it('comes to what folding them one by one comes to, and touches nothing', async () => {
    const stricter = draft('enterprise', ({ obligations }) => {
      obligations.reply!.allow = { '2020-01-01': '3 working days' }
    })
    const milder = draft('real-estate', ({ grades, obligations }) => {
      for (const duty of Object.values(obligations)) if (duty.allow) duty.allow = { '2020-01-01': '20 days' }
      grades.order.find(({ id }) => id === 'hot')!.when = 'people.same_complaint >= 4'
    })
    const stored = await everything()
    const seen: [number, number][] = []
    const result = simulationResult.parse(
      await simulate(fresh.house, { packs: [stricter, milder] }, (done, all) => seen.push([done, all])),
    )
    expect(await everything()).toEqual(stored)
    expect(result).toEqual(await simulateNaively(fresh.house, Object.values(cases), [stricter, milder]))
    expect(result.duties.find(({ regime, duty }) => regime === 'enterprise' && duty === 'reply')).toMatchObject({
      before: { met: 1, missed: 0 },
      after: { met: 0, missed: 1 },
      newlyMissed: { cases: 1 },
    })
    expect(result.grades).toContainEqual(expect.objectContaining({ from: 'hot', to: 'general', cases: 4 }))
    expect(seen.at(-1)).toEqual([6, 6])
  })

  it('under what they pinned tells the stored facts, and nothing new', async () => {
    const same = ['enterprise', 'real-estate'].map((id) => draft(id, () => {}))
    const result = await simulate(fresh.house, { packs: same })
    expect(result).toEqual(await simulateNaively(fresh.house, Object.values(cases), []))
    expect(result.changed.cases).toBe(0)
    expect(await simulate(fresh.house, { packs: [] })).toEqual(result)
  })

  it('may try other office hours, and a pack that none of them stands under', async () => {
    const office = weekdayOffice('Asia/Shanghai', [['10:00', '11:00']])
    const hours = await simulate(fresh.house, { packs: [], office })
    expect(hours.changed.cases).toBeGreaterThan(0)
    expect(hours.grades).toEqual([])
    const bank = fresh.house.policies.current.get('bank')!
    expect((await simulate(fresh.house, { packs: [bank] })).changed.cases).toBe(0)
    const added = await simulate(fresh.house, { packs: [bank], add: true })
    expect(added.grades).toMatchObject([{ regime: 'bank', from: null, cases: 6 }])
  })

  it('ends where it is told to', async () => {
    const stop = AbortSignal.abort()
    await expect(simulate(fresh.house, { packs: [] }, () => {}, stop)).rejects.toMatchObject({ name: 'AbortError' })
  })
})
