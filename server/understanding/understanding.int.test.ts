import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rooms } from '../main.ts'
import { type FreshHouse, freshHouse, standingClock } from '../testing/fresh-house.ts'
import { type Http, httpOf } from '../testing/http.ts'
import type { Town } from '../testing/town.ts'
import { learn } from './learn.ts'
import { look } from './look.ts'

const clock = standingClock('2026-03-02T01:00:00.000Z')
let fresh: FreshHouse
let town: Town
let http: Http
beforeAll(async () => {
  fresh = await freshHouse({ now: clock.now })
  const all = ['agent', 'supervisor']
  const at = (unit: string, posts: readonly string[]) => posts.map((post) => ({ post, unit }))
  town = await fresh.found({
    packs: ['enterprise'],
    units: { east: null, west: null },
    people: { chief: at('root', all), east: at('east', all), reader: at('east', ['quality']) },
  })
  http = await httpOf(fresh.house, rooms)
})
afterAll(async () => {
  await http.close()
  await fresh.close()
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  return http.ask(method, path, body, { cookie: await fresh.cookieOf(town.people[who] ?? '') })
}

async function registered(content: string, unit = 'east', phone = '13800000000'): Promise<string> {
  const told = { channel: 'phone', unit: town.units[unit], title: content.slice(0, 12), content, phone }
  const { body, status } = await ask('chief', 'POST', '/api/cases', told)
  expect(status).toBe(200)
  return body.id
}

const conditions = ['clear-and-specific', 'in-scope', 'eligible-complainant']

async function classified(content: string, value: string, handler: string): Promise<void> {
  const id = await registered(content)
  await ask('chief', 'POST', `/api/cases/${id}/commands/accept`, { conditions })
  const axes = { content: value, matter: 'process', nature: 'general', source: 'external', mode: 'general' }
  const { status, body } = await ask('chief', 'POST', `/api/cases/${id}/commands/classify`, { axes })
  expect([status, body.code]).toEqual([200, undefined])
  const assigned = await ask('chief', 'POST', `/api/cases/${id}/commands/assign`, { handler: town.people[handler] })
  expect([assigned.status, assigned.body.code]).toEqual([200, undefined])
  const graded = await ask('chief', 'POST', `/api/cases/${id}/commands/grade`, { grade: 'normal', reason: '核定' })
  expect([graded.status, graded.body.code]).toEqual([200, undefined])
}

describe('before anybody confirmed anything', () => {
  it('the rules of the pack propose, with words and clause; a unit that is named is proposed too', async () => {
    const id = await registered('东站窗口人员态度恶劣，服务差')
    const { body } = await ask('chief', 'GET', `/api/cases/${id}/proposals`)
    const [{ axes, grade }] = body.regimes
    expect(axes.find((one: { axis: string }) => one.axis === 'content')).toEqual({
      axis: 'content',
      subject: 'axis:enterprise:content',
      values: [{ value: 'service', confidence: null }],
      by: 'rule',
      clause: '2.2.1',
      because: ['态度', '恶劣', '服务差'],
      texts: 0,
    })
    expect(grade).toMatchObject({ values: [{ value: 'urgent' }], by: 'rule', clause: '4.1' })
    expect([body.unit, body.handler]).toEqual([null, null])
    const other = await registered('我在west东站投诉', 'east')
    const named = await ask('chief', 'GET', `/api/cases/${other}/proposals`)
    expect(named.body.unit).toMatchObject({ by: 'name', because: ['west'], values: [{ value: town.units.west }] })
  })

  it('they propose for what is only being told, and nothing of it is kept', async () => {
    const told = { title: '漏水', content: '洗衣机漏水', channel: 'regulator' }
    const { status, body } = await ask('east', 'POST', '/api/proposals', told)
    expect(status).toBe(200)
    const classes = Object.fromEntries(
      body.regimes[0].axes.map((one: { axis: string; values: { value: string }[] }) => [
        one.axis,
        one.values[0]?.value,
      ]),
    )
    expect(classes).toMatchObject({ content: 'product-quality', source: 'institutional' })
  })

  it('what somebody called wrong is not proposed for that complaint again', async () => {
    const id = await registered('物流态度恶劣')
    const classOf = async () => {
      const { body } = await ask('chief', 'GET', `/api/cases/${id}/proposals`)
      return body.regimes[0].axes.find((one: { axis: string }) => one.axis === 'content')?.values[0].value
    }
    expect(await classOf()).toBe('delivery')
    const no = { subject: 'axis:enterprise:content', value: 'delivery' }
    const refused = await ask('reader', 'POST', `/api/cases/${id}/proposals/no`, no)
    expect([refused.status, refused.body.code]).toEqual([422, 'case.no-authority'])
    expect((await ask('chief', 'POST', `/api/cases/${id}/proposals/no`, no)).status).toBe(200)
    expect((await ask('chief', 'POST', `/api/cases/${id}/proposals/no`, no)).status).toBe(200)
    expect(await classOf()).toBeUndefined()
  })
})

describe('what people confirmed', () => {
  it('is proposed for the next complaint, with its confidence and its reason; before, nothing is', async () => {
    const id = await registered('窗口服务不好')
    const axesOf = async (asked: string) =>
      (await ask('chief', 'GET', `/api/cases/${asked}/proposals`)).body.regimes[0].axes
    const ofContent = async () => (await axesOf(id)).find((one: { axis: string }) => one.axis === 'content')
    expect(await ofContent()).toBeUndefined()
    const service = [
      '窗口人员态度恶劣',
      '服务人员态度差，爱理不理',
      '客服态度恶劣挂断电话',
      '柜台服务差，态度傲慢',
      '店员服务态度很差',
      '前台态度恶劣',
    ]
    const product = [
      '空调质量差，三天就坏',
      '产品质量有问题，屏幕破裂',
      '洗衣机质量差漏水',
      '手机质量问题自动关机',
      '质量差，鞋底开胶',
      '电视质量有问题花屏',
    ]
    for (const [at, text] of service.entries()) {
      await classified(text, 'service', 'east')
      await classified(product[at] ?? '', 'product-quality', 'chief')
    }
    // Of classes and handlers there are two each; all of them lie with one unit and have one grade.
    expect(await learn(fresh.house)).toBe(2)
    const proposed = await ofContent()
    expect(proposed).toMatchObject({ axis: 'content', by: 'model', clause: null, texts: 12 })
    expect(proposed.values[0].value).toBe('service')
    expect(proposed.values[0].confidence).toBeGreaterThan(0.5)
    expect(proposed.because.join()).toMatch(/服务/)
    const { body } = await ask('chief', 'GET', `/api/cases/${id}/proposals`)
    expect(body.handler).toMatchObject({
      by: 'model',
      values: [{ value: town.people.east }, { value: town.people.chief }],
    })
    expect(body.unit).toBeNull()
    const { rows } = await fresh.house.pool.query('select 1 from class_model')
    expect(rows).toHaveLength(0)
  }, 120_000)

  it('is told to nobody who may not see the complaint', async () => {
    const id = await registered('西站投诉', 'west')
    expect((await ask('east', 'GET', `/api/cases/${id}/proposals`)).status).toBe(404)
  })
})

describe('the radar', () => {
  const ids: string[] = []
  beforeAll(async () => {
    clock.pass({ hours: 1 })
    for (const [at, text] of [
      '青山湖小区旁的搅拌站深夜作业，噪音扰民',
      '搅拌站离青山湖小区太近，粉尘和噪音让人无法开窗',
      '青山湖小区边上的搅拌站整夜施工，噪音粉尘严重',
      '再次反映青山湖小区搅拌站噪音扰民',
    ].entries())
      ids.push(await registered(text, at === 3 ? 'west' : 'east', `1380000000${at}`))
    await look(fresh.house)
  }, 120_000)

  const groupOf = async (who: string) => {
    const { body } = await ask(who, 'GET', '/api/radar')
    return body.groups.find((one: { phrases: string[] }) => one.phrases.join().includes('搅拌站'))
  }

  it('shows a group with its phrases, people and units, and of it to each what each may see', async () => {
    const whole = await groupOf('chief')
    expect(whole).toMatchObject({ cases: 4, people: 4, lately: 4, before: 0, confirmed: 0 })
    expect(whole.units).toContainEqual({ unit: town.units.east, cases: 3 })
    const part = await groupOf('east')
    expect(part).toMatchObject({ cases: 3, people: 3, units: [{ unit: town.units.east, cases: 3 }] })
    const { body } = await ask('east', 'GET', `/api/radar/${whole.id}`)
    expect(JSON.stringify(body)).not.toContain(ids[3])
    expect(body.members.map(({ row }: { row: { id: string } }) => row.id).toSorted()).toEqual(
      ids.slice(0, 3).toSorted(),
    )
    for (const member of body.members) expect(member.phrases.join()).toContain('搅拌站')
  })

  it('is confirmed by links that anybody would make, and keeps its id', async () => {
    const { id } = await groupOf('east')
    const { status, body } = await ask('east', 'POST', `/api/radar/${id}/confirm`, {})
    expect([status, body.refused]).toEqual([200, []])
    expect(body.done).toHaveLength(2)
    await look(fresh.house)
    expect(await groupOf('chief')).toMatchObject({ id, cases: 4, confirmed: 3 })
  })

  it('leaves out what is walled off: of a complaint about them, respondents see nothing there either', async () => {
    const before = await groupOf('east')
    const about = { channel: 'phone', unit: town.units.east, title: '搅拌站', respondents: [town.people.east] }
    const content = '青山湖小区搅拌站噪音扰民，有人收了好处'
    expect((await ask('chief', 'POST', '/api/cases', { ...about, content })).status).toBe(200)
    await look(fresh.house)
    expect((await groupOf('chief')).cases).toBe(5)
    expect(await groupOf('east')).toEqual(before)
    const { body } = await ask('east', 'POST', `/api/radar/${before.id}/confirm`, {})
    expect(body.done).toHaveLength(2)
  })

  it('is judged by nobody without the authority', async () => {
    const { id } = await groupOf('east')
    const split = await ask('reader', 'POST', `/api/radar/${id}/split`, {})
    expect([split.status, split.body.code]).toEqual([422, 'case.no-authority'])
    const { body } = await ask('reader', 'POST', `/api/radar/${id}/confirm`, {})
    expect(body.done).toEqual([])
  })

  it('puts together no more what somebody held apart', async () => {
    const { id } = await groupOf('chief')
    expect((await ask('chief', 'POST', `/api/radar/${id}/split`, { ids: [ids[0]] })).status).toBe(200)
    expect((await groupOf('chief')).cases).toBe(4)
    await look(fresh.house)
    const { body } = await ask('chief', 'GET', `/api/radar/${(await groupOf('chief')).id}`)
    expect(body.members.map(({ row }: { row: { id: string } }) => row.id)).not.toContain(ids[0])
    const gone = await ask('east', 'GET', '/api/radar/00000000-0000-4000-8000-000000000000')
    expect(gone.status).toBe(404)
  })
})
