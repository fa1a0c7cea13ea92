import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { boxRoutes } from './box-routes.ts'

// A Monday at ten in Shanghai.
const clock = standingClock('2026-03-02T02:00:00.000Z')
let fresh: FreshHouse
let http: Http
let town: Town
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (unit: string) => [{ post: 'agent', unit }]
  town = await fresh.found({
    packs: ['credit-union'],
    units: { east: null, west: null },
    people: { eve: at('east'), sam: at('east'), wes: at('west') },
  })
  http = await httpOf(fresh.house, [boxRoutes])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

const ask = async (person: string, method: 'GET' | 'POST', body?: object) =>
  http.ask(method, '/api/boxes', body, { cookie: await fresh.cookieOf(town.people[person] ?? '') })
const box = (more: object = {}) => ({
  channel: 'suggestion-box',
  unit: town.units.east,
  entries: 3,
  witness: town.people.sam,
  ...more,
})

describe('opening a box', () => {
  it('is written down with who was there and how many entries, and called for when it is overdue', async () => {
    expect((await ask('eve', 'GET')).body.boxes).toEqual([])
    expect((await ask('eve', 'POST', box())).status).toBe(204)
    const book = box({ channel: 'opinion-book', witness: undefined, entries: 0 })
    expect((await ask('eve', 'POST', book)).status).toBe(204)
    const [first, second] = (await ask('sam', 'GET')).body.boxes
    expect(first).toMatchObject({ channel: 'opinion-book', overdue: false, openings: [{ witness: null, entries: 0 }] })
    expect(second).toMatchObject({ channel: 'suggestion-box', overdue: false })
    expect(second.openings).toMatchObject([{ by: '测试·eve', witness: '测试·sam', entries: 3 }])
    clock.pass({ hours: 24 * 4 })
    expect((await ask('sam', 'GET')).body.boxes.map(({ overdue }: { overdue: boolean }) => overdue)).toEqual([
      true,
      false,
    ])
    clock.pass({ hours: 24 * 5 })
    expect((await ask('sam', 'GET')).body.boxes.map(({ overdue }: { overdue: boolean }) => overdue)).toEqual([
      true,
      true,
    ])
  })

  it('is shown to those alone who see its unit, and done by those who register there', async () => {
    expect((await ask('wes', 'GET')).body.boxes).toEqual([])
    expect((await ask('wes', 'POST', box())).body.code).toBe('box.not-yours')
  })

  it('of a box takes two people, and of a book one', async () => {
    expect((await ask('eve', 'POST', box({ witness: undefined }))).body.code).toBe('box.needs-witness')
    expect((await ask('eve', 'POST', box({ witness: town.people.eve }))).body.code).toBe('box.wrong-witness')
    expect((await ask('eve', 'POST', box({ channel: 'phone' }))).body.code).toBe('box.no-such-box')
    expect((await ask('eve', 'POST', box({ entries: -1 }))).status).toBe(400)
  })
})
