import { afterAll, beforeAll, expect, it } from 'vitest'
import { recount } from '../jobs/recount.ts'
import { rooms } from '../main.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { look } from './look.ts'
import { tellHot } from './tell-hot.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let town: Town
let http: Http
const ids: string[] = []
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string, ...posts: string[]) => posts.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['real-estate'],
    units: { garden: null, river: null },
    people: {
      desk: at('root', 'agent'),
      centre: at('root', 'supervisor'),
      garden: at('garden', 'supervisor'),
      river: at('river', 'supervisor'),
    },
  })
  http = await httpOf(fresh.house, rooms)
  for (const [n, [unit, content]] of Object.entries([
    ['garden', '青山湖小区旁的搅拌站深夜作业，噪音扰民'],
    ['garden', '搅拌站离青山湖小区太近，粉尘和噪音让人无法开窗'],
    ['river', '青山湖小区边上的搅拌站整夜施工，噪音粉尘严重'],
  ] as const)) {
    const told = {
      channel: 'phone',
      unit: town.units[unit],
      title: content.slice(0, 12),
      content,
      phone: `1380000000${n}`,
    }
    ids.push((await ask('desk', 'POST', '/api/cases', told)).body.id)
  }
  await look(fresh.house)
}, 120_000)
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  return http.ask(method, path, body, { cookie: await fresh.cookieOf(town.people[who] ?? '') })
}

async function tell(): Promise<number> {
  const organisation = await fresh.house.directory.refresh()
  return organisation ? tellHot(fresh.house, organisation) : -1
}

async function told(who: string) {
  const { body } = await ask(who, 'GET', '/api/workbench')
  return body.notices.filter((one: { type: string }) => one.type === 'SameCauseSeen')
}

it('whom the pack names is told once of a group that would be hot, by what each of them may see', async () => {
  const { body } = await ask('centre', 'GET', '/api/radar')
  const hot = { regime: 'real-estate', grade: 'hot', rank: 1, people: 3, clause: '5.5.1' }
  expect(body.groups[0].heat).toEqual([hot])
  expect((await ask('garden', 'GET', '/api/radar')).body.groups[0].heat).toEqual([])
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  expect(await told('centre')).toMatchObject([{ regime: 'real-estate', duty: 'hot', seen: false }])
  expect([await told('garden'), await told('river'), await told('desk')]).toEqual([[], [], []])
})

it('once confirmed the pack makes each of them hot and its bulletin is owed; then nobody is told by the radar any more', async () => {
  const [group] = (await ask('centre', 'GET', '/api/radar')).body.groups
  const { body } = await ask('centre', 'POST', `/api/radar/${group.id}/confirm`, {})
  expect([body.done.length, body.refused]).toEqual([2, []])
  expect((await recount(fresh.house)).failures).toEqual([])
  for (const id of ids) {
    const { body: page } = await ask('centre', 'GET', `/api/cases/${id}`)
    expect(page.row.grades).toEqual([{ regime: 'real-estate', grade: 'hot' }])
    const duties = page.obligations.filter(({ status }: { status: string }) => status === 'running')
    expect(duties.map(({ duty }: { duty: string }) => duty)).toContain('hot-bulletin')
  }
  expect(await tell()).toBe(0)
})
