import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseRoutes } from '../http/case-routes.ts'
import { organisationRoutes } from '../http/organisation-routes.ts'
import { sessionRoutes } from '../http/session-routes.ts'
import { readTexts } from '../policy/pack-texts.ts'
import { packFolder } from '../project-root.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { beginDays } from './begin-day.ts'

const clock = standingClock('2026-03-02T01:00:00Z')
let fresh: FreshHouse
let http: Http
let town: Town

beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const at = (post: string) => [{ post, unit: 'root' }]
  town = await fresh.found({
    packs: ['bank'],
    people: {
      agent: at('agent'),
      quality: at('quality'),
      system: at('system-administrator'),
      security: at('security-administrator'),
    },
  })
  await fresh.house.pool.query('update account set must_change = false')
  http = await httpOf(fresh.house, [sessionRoutes, organisationRoutes, caseRoutes])
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  const { status, body: said } = await http.ask(method, path, body, {
    cookie: await fresh.cookieOf(town.people[who] ?? ''),
  })
  return { status, said }
}

/** A version of the bank's rules under which quality reads no cases any more, in force from a day on. */
async function withoutQuality(from: string): Promise<void> {
  const texts = await readTexts(packFolder, 'bank')
  const authority = texts['authority.yaml']?.replaceAll(', quality,', ',') ?? ''
  const base = fresh.house.policies.current.get('bank')?.hash
  const proposal = {
    pack: 'bank',
    base,
    texts: { ...texts, 'authority.yaml': authority },
    from,
    reason: '质检不再查阅',
  }
  const proposed = await ask('system', 'POST', '/api/organisation/commands/propose-revision', proposal)
  expect(proposed).toMatchObject({ status: 200 })
  const put = await ask('security', 'POST', '/api/organisation/commands/put-in-force', { revision: proposed.said.id })
  expect(put).toMatchObject({ status: 200 })
}

it('who may read changes on the day on which a version begins to apply, in the office’s zone, and not before', async () => {
  const input = { channel: 'phone', unit: town.units.root, title: '排队', content: '排队两小时，无人理会' }
  const { said: received } = await ask('agent', 'POST', '/api/cases', input)
  const path = `/api/cases/${received.id}`
  const beginDay = beginDays(fresh.house)
  const statuses = async () => {
    await beginDay()
    return Promise.all(['agent', 'quality'].map(async (who) => (await ask(who, 'GET', path)).status))
  }
  await withoutQuality('2026-03-04')
  expect(await statuses()).toEqual([200, 200])
  clock.set('2026-03-03T15:59:59Z')
  expect(await statuses()).toEqual([200, 200])
  clock.set('2026-03-03T16:00:00Z')
  expect(await statuses()).toEqual([200, 404])
})
