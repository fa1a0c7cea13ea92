import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import type { CaseState } from '../../core/case/state.ts'
import type { Caller } from '../call.ts'
import { asSystem, read } from '../db/transaction.ts'
import { foldCase } from '../fold-case.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import type { Town } from '../testing/town.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'
import { verifyTrail } from '../trail/verify.ts'
import { recount } from './recount.ts'

const clock = standingClock('2026-01-31T02:00:00Z')
let fresh: FreshHouse
let town: Town

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string, ...posts: string[]) => posts.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['real-estate'],
    units: { east: null, west: null },
    people: {
      east: at('east', 'supervisor', 'specialist'),
      west: at('west', 'supervisor', 'specialist'),
      root: at('root', 'supervisor', 'specialist'),
    },
  })
})
afterAll(() => fresh.close())

async function run(name: string, input: object, caller: Caller, caseId?: string, house = fresh.house): Promise<string> {
  const command = commandNamed(name) as Command
  const answer = await handleCommand(house, {
    command,
    input: command.input.parse(input),
    caller,
    ...(caseId && { caseId }),
  })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.receipt.id
}

const registered = (unit: string, phone: string) =>
  run(
    'register',
    { channel: 'phone', unit: town.units[unit], title: '渗水', content: '外墙渗水', phone },
    town.as(unit),
  )
const linked = (unit: string, caseId: string, other: string, house?: FreshHouse['house']) =>
  run('link', { other, kind: 'same-cause' }, town.as(unit), caseId, house)

async function stateOf(caseId: string): Promise<CaseState> {
  return foldCase(await read<ToldFact>(fresh.house.pool, asSystem, selectFacts(caseId)))
}
const gradeOf = async (caseId: string) => (await stateOf(caseId)).regimes[0]?.grade
const grades = (...cases: string[]) => Promise.all(cases.map(gradeOf))

describe('three different people with the same complaint', () => {
  it('make it hot at every unit, a bulletin falls due, and a link taken back puts the grade back', async () => {
    const first = await registered('east', '13800000001')
    const second = await registered('west', '13800000002')
    const third = await registered('east', '13800000003')
    await linked('east', third, first)
    await recount(fresh.house)
    expect(await grades(first, second, third)).toEqual(['general', 'general', 'general'])
    await linked('root', second, first)
    await recount(fresh.house)
    expect(await grades(first, second, third)).toEqual(['hot', 'hot', 'hot'])
    const { turns, obligations } = await stateOf(second)
    expect(obligations.find(({ duty }) => duty === 'hot-bulletin')).toMatchObject({ status: 'running' })
    expect(turns).toBe(2)
    await run('unlink', { other: first, reason: '另有原因' }, town.as('west'), second)
    await recount(fresh.house)
    expect(await grades(first, second, third)).toEqual(['general', 'general', 'general'])
    expect((await stateOf(third)).obligations.find(({ duty }) => duty === 'hot-bulletin')).toMatchObject({
      status: 'cancelled',
    })
  })

  it('are both counted where two third complaints are linked at the same moment by two processes', async () => {
    const other = await fresh.another(clock.now)
    const [first, second] = [await registered('east', '13900000001'), await registered('east', '13900000002')]
    await linked('east', second, first)
    const [third, fourth] = [await registered('east', '13900000003'), await registered('west', '13900000004')]
    await Promise.all([
      linked('east', third, first).then(() => recount(fresh.house)),
      linked('root', fourth, first, other).then(() => recount(other)),
    ])
    await recount(fresh.house)
    expect(await grades(first, second, third, fourth)).toEqual(['hot', 'hot', 'hot', 'hot'])
    expect((await stateOf(first)).regimes[0]?.people).toEqual({ same_complaint: 4 })
  })

  it('are not counted where the third came a day after the month, nor where one person came three times', async () => {
    const [first, second] = [await registered('east', '13700000001'), await registered('east', '13700000002')]
    const [again, oncemore] = [await registered('east', '137-0000-0001'), await registered('west', '+86 13700000001')]
    clock.set('2026-02-28T16:00:00Z')
    const late = await registered('east', '13700000003')
    await linked('east', second, first)
    await linked('east', again, first)
    await linked('root', oncemore, first)
    await linked('east', late, second)
    await recount(fresh.house)
    expect(await grades(first, late)).toEqual(['general', 'general'])
    expect((await stateOf(first)).regimes[0]?.people).toEqual({ same_complaint: 2 })
  })

  it('reach no case that whoever links them may not see', async () => {
    const theirs = await registered('west', '13600000001')
    const [second, third] = [await registered('east', '13600000002'), await registered('east', '13600000003')]
    await linked('east', second, theirs)
    await linked('east', third, theirs)
    await recount(fresh.house)
    expect(await grades(theirs, second, third)).toEqual(['general', 'general', 'general'])
    expect((await stateOf(theirs)).version).toBeLessThan((await stateOf(second)).version)
  })

  it('leaves nothing to count, and a clean trail', async () => {
    expect(await recount(fresh.house)).toEqual({ groups: 0, failures: [] })
    const findings: unknown[] = []
    await verifyTrail(fresh.house, fresh.database.ownerUrl, {
      onFinding: (finding) => findings.push(finding),
      onProgress: () => {},
    })
    expect(findings).toEqual([])
  })
})
