import { afterAll, beforeAll, expect, it } from 'vitest'
import { rooms } from '../main.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'

const phone = '13812348000'
const content = `本人李小明，电话${phone}，柜员态度恶劣。`

let fresh: FreshHouse
let town: Town
let http: Http
let id: string
beforeAll(async () => {
  fresh = await freshHouse()
  town = await fresh.found({ packs: ['bank'] })
  http = await httpOf(fresh.house, rooms)
  const told = { channel: 'phone', unit: town.units.root, title: `请回电${phone}`, content }
  id = (await ask('agent', 'POST', '/api/cases', told)).body.id
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  return http.ask(method, path, body, { cookie: await fresh.cookieOf(town.people[who] ?? '') })
}

it('shows whoever has something to do all that was told, and whoever has not what names nobody', async () => {
  const readers = { agent: false, supervisor: false, quality: true, auditor: true }
  const pages = await Promise.all(
    Object.keys(readers).map(async (who) => (await ask(who, 'GET', `/api/cases/${id}`)).body),
  )
  expect(pages.map(({ masked }) => masked)).toEqual(Object.values(readers))
  for (const { masked, registration, facts, row } of pages) {
    expect(registration.content === content).toBe(!masked)
    expect(row.title.includes(phone)).toBe(!masked)
    if (masked) expect(JSON.stringify([registration, facts])).not.toMatch(/13812348000|李小明/)
    if (masked) expect(registration.content).toContain('柜员态度恶劣')
  }
})

it('masks titles in lists for everybody', async () => {
  const { body } = await ask('agent', 'POST', '/api/cases/search', {})
  expect(body.rows[0].title).toBe('请回电138****00')
})

it('opens the words to a reader who says why', async () => {
  const { status, body } = await ask('quality', 'POST', `/api/cases/${id}/opened`, { reason: '审计抽查' })
  expect([status, body.masked, body.registration.content]).toEqual([200, false, content])
  expect((await ask('quality', 'POST', `/api/cases/${id}/opened`, { reason: '' })).status).toBe(400)
})
