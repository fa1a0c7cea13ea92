import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshHouse, freshHouse, standingClock } from './fresh-house.ts'

let fresh: FreshHouse
beforeAll(async () => {
  fresh = await freshHouse({ now: standingClock('2026-03-02T01:00:00.000Z').now })
})
afterAll(() => fresh.close())

describe('a fresh house', () => {
  it('is empty, and its own', async () => {
    expect(await fresh.house.directory.now()).toBeUndefined()
    const other = await freshHouse()
    await other.found({ people: {} })
    expect(await fresh.house.directory.refresh()).toBeUndefined()
    await other.close()
  })

  it('has a town with one person for each post', async () => {
    const town = await fresh.found()
    const organisation = await fresh.house.directory.refresh()
    expect(organisation?.people.get(town.people.agent ?? '')).toMatchObject({ name: '测试·agent', login: 'agent' })
    expect(organisation?.people.get(town.people['security-administrator'] ?? '')?.posts).toEqual([
      { post: 'security-administrator', unit: town.units.root },
    ])
  })
})
