import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { register } from '../../core/1-intake/register.ts'
import type { Command } from '../../core/case/command.ts'
import { handleCommand } from '../handle-command.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { indexAll } from '../testing/index-all.ts'
import type { Town } from '../testing/town.ts'
import { readSimilar } from './similar.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
const told =
  '三月一日在城东加油站加了两百元的汽油，出站不到五百米发动机就开始抖动，修理厂说油里有水，打了三次电话没有人回复。'
const asked = { text: told.replace('三次', '五次'), product: '九二号汽油' }

let fresh: FreshHouse
let town: Town
const ids: Record<string, string> = {}

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const head = (unit: string) => [{ post: 'supervisor', unit }]
  const people = { agent: [{ post: 'agent', unit: 'root' }], root: head('root'), east: head('east') }
  town = await fresh.found({ packs: ['enterprise'], units: { east: null, west: null }, people })
  ids.east = await registered('east', { content: told, phone: '13812340001', product: '九二号汽油' })
  ids.west = await registered('west', { content: told.replace('城东', '城西') })
  ids.other = await registered('west', {
    content: '小区三号楼的电梯停运了两周，物业一直说在等配件，老人上下楼很不方便。',
  })
  clock.pass({ hours: 24 * 20 })
  await indexAll(fresh.house)
})
afterAll(() => fresh.close())

async function registered(unit: string, more: object): Promise<string> {
  const input = register.input.parse({ channel: 'phone', title: '加油后熄火', unit: town.units[unit], ...more })
  const command = register as unknown as Command
  const answer = await handleCommand(fresh.house, { command, input, caller: town.as('agent') })
  if ('refusal' in answer) throw new Error(answer.refusal.code)
  return answer.receipt.id
}

const similar = async (person: string, more: object = {}) =>
  (await readSimilar(fresh.house, town.people[person] ?? '', { ...asked, ...more })).why

describe('what a complaint resembles', () => {
  it('is told with the reason, as far as the reader may see it', async () => {
    const [one, other, ...more] = await similar('root')
    expect(more).toEqual([])
    expect([one?.id, other?.id].sort()).toEqual([ids.east, ids.west].sort())
    const east = [one, other].find((each) => each?.id === ids.east)
    expect(east).toMatchObject({ samePerson: false, sameProduct: true, daysApart: 20, link: 'same-cause' })
    expect(east?.likeness).toBeGreaterThan(0.7)
    expect(east?.phrases[0]).toContain('在城东加油站加了两百元的汽油')
    expect((await similar('east')).map(({ id }) => id)).toEqual([ids.east])
  })

  it('is a repetition where the same person tells it again', async () => {
    const [first] = await similar('root', { phone: '138 1234 0001' })
    expect(first).toMatchObject({ id: ids.east, samePerson: true, link: 'repeat' })
  })

  it('is nothing where little was told, and the person alone where only the phone is known', async () => {
    expect(await readSimilar(fresh.house, town.people.root ?? '', { text: '加油' })).toEqual({ rows: [], why: [] })
    const { why } = await readSimilar(fresh.house, town.people.root ?? '', { phone: '13812340001' })
    expect(why).toMatchObject([{ id: ids.east, samePerson: true, link: null }])
  })
})
