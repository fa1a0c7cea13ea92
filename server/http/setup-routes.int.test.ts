import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureOrganisation } from '../organisation/ensure-organisation.ts'
import { type FreshHouse, freshHouse } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { setupRoutes } from './setup-routes.ts'

let fresh: FreshHouse
let http: Http
const rooms = [setupRoutes, sessionRoutes, organisationRoutes]
beforeEach(async () => {
  fresh = await freshHouse()
  http = await httpOf(fresh.house, rooms)
})
afterEach(async () => {
  await http.close()
  await fresh.close()
})

const given = {
  organisation: '示范机构',
  zone: 'Asia/Shanghai',
  hours: [
    ['08:30', '12:00'],
    ['13:00', '17:30'],
  ],
  packs: ['bank', 'enterprise'],
  administrator: { name: '王伟', login: 'wangwei', password: 'correct horse battery' },
}
const enter = () => http.ask('POST', '/api/session', { login: 'wangwei', password: 'correct horse battery' })

describe('the set-up', () => {
  it('is open on a new house, founds the organisation and lets its administrator in', async () => {
    const open = await http.ask('GET', '/api/setup')
    expect(open.body.open).toBe(true)
    expect(open.body.packs.map((pack: { id: string }) => pack.id)).toEqual(
      expect.arrayContaining(['bank', 'enterprise']),
    )
    expect((await http.ask('POST', '/api/setup', given)).status).toBe(204)
    const me = await enter()
    expect(me.body).toMatchObject({ name: '王伟', organisation: '示范机构', mustChangePassword: false })
    expect(me.body.authorities).toEqual(['may-administer-people'])
    const { body } = await http.ask('GET', '/api/organisation', undefined, { cookie: me.cookie })
    expect(body).toMatchObject({
      packs: ['bank', 'enterprise'],
      units: [{ name: '示范机构', parent: null, kind: 'group' }],
    })
    expect(body.hours.friday).toEqual([
      ['08:30', '12:00'],
      ['13:00', '17:30'],
    ])
  })

  it('is dead afterwards: nothing tells it from an address that was never there', async () => {
    await http.ask('POST', '/api/setup', given)
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      const bodies = method === 'GET' ? [undefined] : [given, { nonsense: true }]
      for (const body of bodies) {
        const [dead, never] = [
          await http.ask(method, '/api/setup', body),
          await http.ask(method, '/api/never-was', body),
        ]
        const plain = ({ status, text, headers }: typeof dead) => ({ status, text, headers: { ...headers, date: '' } })
        expect(plain(dead)).toEqual(plain(never))
        expect(dead.status).toBe(404)
      }
    }
  })

  it('run twice at once is done once', async () => {
    const other = await httpOf(await fresh.another(), rooms)
    const second = { ...given, administrator: { ...given.administrator, login: 'lifang', name: '李芳' } }
    const answers = await Promise.all([
      http.ask('POST', '/api/setup', given),
      other.ask('POST', '/api/setup', second),
      http.ask('POST', '/api/setup', given),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404])
    const { rows } = await fresh.house.pool.query('select from person')
    expect(rows).toHaveLength(1)
    await other.close()
  })

  it('after an import takes over what the import founded', async () => {
    await ensureOrganisation(fresh.house, { packs: ['bank'] })
    const again = await ensureOrganisation(fresh.house, { packs: ['enterprise'] })
    expect(again).toMatchObject({ name: '未命名机构', packs: ['bank'] })
    expect((await http.ask('POST', '/api/setup', given)).status).toBe(204)
    const organisation = await fresh.house.directory.refresh()
    expect(organisation).toMatchObject({ id: again.id, name: '示范机构', packs: ['bank', 'enterprise'] })
    expect([...(organisation?.units.values() ?? [])]).toMatchObject([{ name: '示范机构' }])
    expect((await enter()).status).toBe(200)
  })

  it('says what is wrong and stays open', async () => {
    const tries = [
      { ...given, packs: ['none'] },
      { ...given, zone: 'Asia/Nowhere' },
      {
        ...given,
        hours: [
          ['12:00', '08:00'],
          ['09:00', '10:00'],
        ],
      },
      { ...given, administrator: { ...given.administrator, password: 'wangweiwangw' }, organisation: '' },
      { ...given, administrator: { ...given.administrator, login: 'wangweiwangwei', password: 'WangWeiWangWei' } },
      { ...given, administrator: { ...given.administrator, password: '123456789012' } },
    ]
    const codes: string[] = []
    for (const body of tries) codes.push((await http.ask('POST', '/api/setup', body)).body.code)
    expect(codes).toEqual([
      'organisation.no-such-pack',
      'organisation.hours-unusable',
      'organisation.hours-unusable',
      'input.invalid',
      'password.like-its-owner',
      'password.common',
    ])
    expect((await http.ask('GET', '/api/setup')).body.open).toBe(true)
  })
})
