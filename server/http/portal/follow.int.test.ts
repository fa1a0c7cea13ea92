import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portalCookie } from '../../sessions/portal-session.ts'
import { type FreshHouse, freshHouse, standingClock } from '../../testing/fresh-house.ts'
import { type Answered, type Http, httpOf } from '../../testing/http.ts'
import { portalFrom } from '../portal-routes.ts'
import { buildPages, formIn, type PortalVisitor, textOf, visit } from './testing/portal-visit.ts'

const clock = standingClock('2026-02-11T02:00:00.000Z')
const wrong = 'AAAA-BBBB-CCCC-DDDD'

let pages: Awaited<ReturnType<typeof buildPages>>
let fresh: FreshHouse
let http: Http

beforeAll(async () => {
  pages = await buildPages()
  fresh = await freshHouse({ now: clock.now })
  await fresh.found({ packs: ['enterprise'] })
  http = await httpOf(fresh.house, [portalFrom(pages.folder)])
})

afterAll(async () => {
  await http.close()
  await fresh.close()
  await pages.remove()
})

let networks = 0
const somebody = () => visit(http, { address: `198.51.100.${++networks}` })

async function filed(): Promise<{ visitor: PortalVisitor; number: string; code: string }> {
  const visitor = somebody()
  const form = await visitor.get('/portal/file')
  clock.pass({ seconds: 10 })
  await visitor.send(form, '/portal/file', { content: '热水器漏水，报修三次没有人来。', phone: '13812348000' })
  const { text } = await visitor.get('/portal/receipt')
  return {
    visitor,
    number: /\d{4}-\d{6}/.exec(text)?.[0] ?? '',
    code: /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(text)?.[0] ?? '',
  }
}

const follow = (visitor: PortalVisitor, number: string, code: string) =>
  visitor.post('/portal/follow', { number, code })
const stateOf = ({ status, text }: Answered) => [status, textOf(text).includes('试的次数太多了')]

describe('following', () => {
  it.each([
    ['as printed', (code: string) => code],
    ['in small letters with spaces', (code: string) => ` ${code.toLowerCase().replaceAll('-', ' ')} `],
    [
      'in full-width letters',
      (code: string) => code.replace(/[0-9A-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
    ],
    ['with O for 0 and I for 1', (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'I')],
  ])('opens with the code %s', async (_, typed) => {
    const { number, code } = await filed()
    const visitor = somebody()
    const answer = await follow(visitor, number.replace('-', ''), typed(code))
    expect([answer.status, answer.headers.location]).toEqual([303, '/portal/case'])
    expect(textOf((await visitor.get('/portal/case')).text)).toContain('热水器漏水')
  })

  it('sets a cookie that scripts, other sites and plain connections do not get', async () => {
    const { number, code } = await filed()
    const { headers } = await follow(somebody(), number, code)
    const session = [headers['set-cookie']].flat().find((one) => String(one).startsWith(portalCookie))
    expect(session).toMatch(/^__Host-huiyin-portal=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('answers a wrong code and an unknown number with the same bytes', async () => {
    const { number } = await filed()
    const unknown = '2026-900000'
    const [a, b] = [await follow(somebody(), number, wrong), await follow(somebody(), unknown, wrong)]
    expect(a.status).toBe(401)
    expect(textOf(a.text)).toContain('编号和查询码对不上')
    expect(a.text.replaceAll(number, unknown)).toBe(b.text)
    const plain = ({ headers: { date: _, ...rest } }: Answered) => rest
    expect([a.status, plain(a)]).toEqual([b.status, plain(b)])
  })

  it.each([
    ['abc', wrong, '编号的样子是'],
    ['2026-000001', 'AAAA', '查询码是 16 位'],
    ['', '', '编号的样子是'],
    [`2026-000001' or 1=1 --`, wrong, '编号的样子是'],
    ['2026-000001', `${wrong}\u0000`, '编号和查询码对不上'],
  ])('says what is wrong with %j and %j', async (number, code, sentence) => {
    const answer = await follow(somebody(), number, code)
    expect(answer.status).toBeGreaterThanOrEqual(401)
    expect(textOf(answer.text)).toContain(sentence)
  })

  it.each(['', ' ', '%', '\u0000', 'a'.repeat(43), 'é'.repeat(43)])(
    'opens nothing with the session %j',
    async (token) => {
      const visitor = somebody()
      visitor.cookies.set(portalCookie, encodeURIComponent(token))
      for (const page of ['/portal/case', '/portal/receipt']) expect((await visitor.get(page)).status).toBe(401)
      expect((await visitor.post('/portal/case/withdraw', { confirm: 'yes' })).status).toBe(401)
    },
  )
})

describe('guessing', () => {
  it('is over after 20 tries at a number, for a day, from wherever it comes', async () => {
    const { number, code } = await filed()
    for (let tried = 0; tried < 20; tried++)
      expect(stateOf(await follow(somebody(), number, wrong))).toEqual([401, false])
    expect(stateOf(await follow(somebody(), number, wrong))).toEqual([429, true])
    expect(stateOf(await follow(somebody(), number, code))).toEqual([429, true])
    clock.pass({ hours: 23 })
    expect(stateOf(await follow(somebody(), number, code))).toEqual([429, true])
    clock.pass({ hours: 2 })
    expect((await follow(somebody(), number, code)).status).toBe(303)
  })

  it('cannot shut out the complainant on a device that knows the case', async () => {
    const { visitor, number, code } = await filed()
    const other = await filed()
    for (let tried = 0; tried < 21; tried++) await follow(somebody(), number, wrong)
    expect((await follow(visitor, number, code)).status).toBe(303)
    expect((await follow(other.visitor, number, code)).status).toBe(429)
  })

  it('tells nothing about whether the number exists', async () => {
    for (let tried = 0; tried < 20; tried++) await follow(somebody(), '2026-900001', wrong)
    expect(stateOf(await follow(somebody(), '2026-900001', wrong))).toEqual([429, true])
  })

  it('is over after 30 tries from one network in a quarter of an hour, in every process', async () => {
    const other = await httpOf(await fresh.another(clock.now), [portalFrom(pages.folder)])
    const [here, there] = [visit(http, { address: '192.0.2.1' }), visit(other, { address: '::ffff:192.0.2.1' })]
    for (let tried = 0; tried < 30; tried++)
      expect((await follow(tried % 2 ? here : there, `2026-8${String(tried).padStart(5, '0')}`, wrong)).status).toBe(
        401,
      )
    expect(stateOf(await follow(here, '2026-800031', wrong))).toEqual([429, true])
    expect(stateOf(await follow(there, '2026-800032', wrong))).toEqual([429, true])
    clock.pass({ minutes: 16 })
    expect((await follow(here, '2026-800033', wrong)).status).toBe(401)
    await other.close()
  })

  it('counts only what failed', async () => {
    const { number, code } = await filed()
    const visitor = visit(http, { address: '192.0.2.9' })
    for (let opened = 0; opened < 35; opened++) expect((await follow(visitor, number, code)).status).toBe(303)
  })
})

describe('a session', () => {
  it('is over after an hour, and what was typed is carried through the door', async () => {
    const { visitor, number, code } = await filed()
    const page = await visitor.get('/portal/case')
    clock.pass({ minutes: 61 })
    const door = await visitor.send(page, '/portal/case/add-statement', { text: '他们今天又没有来。"><b>' })
    expect(door.status).toBe(401)
    expect(textOf(door.text)).toContain('您刚才写的内容会保留')
    expect(textOf(door.text)).toContain('他们今天又没有来。"><b>')
    const missed = await visitor.send(door, '/portal/follow', { number, code: wrong })
    const back = await visitor.send(missed, '/portal/follow', { number, code })
    expect(back.status).toBe(200)
    expect(formIn(back.text, '/portal/case/add-statement')).toMatchObject({ text: '他们今天又没有来。"><b>' })
    expect(textOf(back.text)).toContain('您刚才写的内容还没有提交')
    await visitor.send(back, '/portal/case/add-statement', {})
    expect(textOf((await visitor.get('/portal/case')).text)).toContain('他们今天又没有来。"><b>')
  })

  it('shows the door, friendly, to a reader whose hour is over', async () => {
    const { visitor } = await filed()
    clock.pass({ minutes: 61 })
    const door = await visitor.get('/portal/case')
    expect([door.status, textOf(door.text).includes('一小时后需要重新输入')]).toEqual([401, true])
  })

  it('ends when the complainant leaves', async () => {
    const { visitor } = await filed()
    const token = visitor.cookies.get(portalCookie) ?? ''
    expect((await visitor.post('/portal/leave', {})).headers.location).toBe('/portal')
    visitor.cookies.set(portalCookie, token)
    expect((await visitor.get('/portal/case')).status).toBe(401)
  })

  it('is opened by no form of another site', async () => {
    const { number, code } = await filed()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
    }
    const answer = await http.ask('POST', '/portal/follow', new URLSearchParams({ number, code }).toString(), {
      headers,
    })
    expect([answer.status, answer.cookie]).toEqual([403, ''])
  })
})
