import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisationCommands } from '../../../core/organisation/commands.ts'
import { openPool } from '../../db/pool.ts'
import { asSystem, read } from '../../db/transaction.ts'
import { handleOrganisation } from '../../organisation/handle-organisation.ts'
import { type FreshHouse, freshHouse, standingClock } from '../../testing/fresh-house.ts'
import { type Answered, type Http, httpOf } from '../../testing/http.ts'
import type { Town } from '../../testing/town.ts'
import { portalFrom } from '../portal-routes.ts'
import { buildPages, formIn, type PortalVisitor, textOf, visit, workFor } from './testing/portal-visit.ts'

const clock = standingClock('2026-02-11T02:00:00.000Z')
const whole = {
  content: '柜员没有说明就办成了保险。\n要退钱还要扣一千二。',
  title: '存款变保险',
  happenedOn: '2026-02-10',
  happenedTime: '14:05',
  place: '二号窗口',
  product: '定期存款',
  respondent: '工号 0417',
  request: '全额退回',
  amount: '1,280.5 元',
  phone: '138 1234 8000',
  email: 'li@example.com',
  name: '李明',
  complainantKind: 'business',
}

let pages: Awaited<ReturnType<typeof buildPages>>
let fresh: FreshHouse
let town: Town
let http: Http

beforeAll(async () => {
  pages = await buildPages()
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found({ packs: ['bank'], units: { 东区: null, 东一支行: '东区' } })
  http = await httpOf(fresh.house, [portalFrom(pages.folder)])
})

afterAll(async () => {
  await http.close()
  await fresh.close()
  await pages.remove()
})

let networks = 0
/** Somebody from a network that nobody filed from before. */
const somebody = (language?: string) =>
  visit(http, { address: `198.51.100.${++networks}`, ...(language && { language }) })

async function opened(visitor: PortalVisitor): Promise<Answered> {
  const form = await visitor.get('/portal/file')
  clock.pass({ seconds: 10 })
  return form
}

async function receiptOf(visitor: PortalVisitor, answer: Answered) {
  expect([answer.status, answer.headers.location]).toEqual([303, '/portal/receipt'])
  const { text } = await visitor.get('/portal/receipt')
  return {
    number: /\d{4}-\d{6}/.exec(text)?.[0] ?? '',
    code: /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(text)?.[0] ?? '',
    text,
  }
}

const caseCount = async () => (await read(fresh.house.pool, asSystem, { text: 'select id from case_row' })).length

describe('filing', () => {
  it('gives a receipt with number, query code, deadlines and rights', async () => {
    const visitor = somebody()
    const receipt = await receiptOf(
      visitor,
      await visitor.send(await opened(visitor), '/portal/file', { ...whole, unit: town.units.东一支行 ?? '' }),
    )
    expect(receipt.number).toMatch(/^2026-\d{6}$/)
    expect(receipt.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect(textOf(receipt.text)).toContain('首次响应客户 最迟 2026-02-12 10:00 周四')
    expect(textOf(receipt.text)).toContain('补充陈述和证据')
    const [row] = await read<{ unit_id: string; channel: string }>(fresh.house.pool, asSystem, {
      text: 'select unit_id, channel from case_row where number = $1',
      values: [receipt.number],
    })
    expect(row).toEqual({ unit_id: town.units.东一支行, channel: 'web' })
  })

  it('shows the complainant everything that was filed', async () => {
    const visitor = somebody()
    await visitor.send(await opened(visitor), '/portal/file', whole)
    const text = textOf((await visitor.get('/portal/case')).text)
    for (const shown of [
      '存款变保险',
      '要退钱还要扣一千二。',
      '2026-02-10 14:05',
      '二号窗口',
      '定期存款',
      '工号 0417',
      '全额退回',
      '¥1280.50',
      '李明',
      '企业',
      '138****8000',
      'l***@example.com',
    ])
      expect(text).toContain(shown)
  })

  it('gives the same receipt to the same form sent again, also at the same moment', async () => {
    const visitor = somebody()
    const form = await opened(visitor)
    const before = await caseCount()
    const answers = await Promise.all([1, 2, 3].map(() => visitor.send(form, '/portal/file', whole)))
    const receipts: { number: string; code: string }[] = []
    for (const answer of answers) receipts.push(await receiptOf(visitor, answer))
    expect(new Set(receipts.map(({ number, code }) => number + code)).size).toBe(1)
    expect(await caseCount()).toBe(before + 1)
  })

  it('tells of a form that was sent, changed and sent again, and takes it as another complaint when that is wanted', async () => {
    const visitor = somebody()
    const form = await opened(visitor)
    await visitor.send(form, '/portal/file', whole)
    const before = await caseCount()
    const again = await visitor.send(form, '/portal/file', { ...whole, content: '另一件事' })
    expect(again.status).toBe(409)
    expect(formIn(again.text, '/portal/file')).toMatchObject({ content: '另一件事', phone: '138 1234 8000' })
    expect(await caseCount()).toBe(before)
    clock.pass({ seconds: 10 })
    await receiptOf(visitor, await visitor.send(again, '/portal/file', {}))
    expect(await caseCount()).toBe(before + 1)
  })

  it('takes a complaint of one sentence and asks for the rest', async () => {
    const visitor = somebody()
    const { text } = await receiptOf(
      visitor,
      await visitor.send(await opened(visitor), '/portal/file', { content: '服务太差了！没有人理我。' }),
    )
    expect(textOf(text)).toContain('姓名、电话或邮箱、发生时间、您的要求')
    const page = await visitor.get('/portal/case')
    expect(textOf(page.text)).toContain('概括 服务太差了')
    expect(Object.keys(formIn(page.text, '/portal/case/supplement'))).toEqual(
      expect.arrayContaining(['name', 'phone', 'email', 'happenedAt', 'request']),
    )
  })

  it.each([
    ['content', '  ', '请填写“请把事情的经过告诉我们”。'],
    ['content', '长'.repeat(10_001), '最多 10000 字，现在 10001 字'],
    ['title', '长'.repeat(121), '最多 120 字，现在 121 字'],
    ['place', 'a\u0007b', '有系统不认识的字符'],
    ['phone', '12ab', '电话号码好像不完整'],
    ['email', 'li@', '邮箱地址好像不完整'],
    ['amount', '很多', '金额请写成数字'],
    ['happenedOn', '2026-02-30', '日期或时间不对'],
    ['happenedOn', '2026-02-12', '不能晚于现在'],
    ['unit', '0191b2c6-8f5e-7000-8000-000000000000', '请在“涉及哪个单位”里选一项'],
    ['unit', 'x', '请在“涉及哪个单位”里选一项'],
  ])('says what is wrong with %s beside it and loses nothing', async (field, value, sentence) => {
    const visitor = somebody()
    const before = await caseCount()
    const answer = await visitor.send(await opened(visitor), '/portal/file', { ...whole, [field]: value })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain(sentence)
    expect(answer.text).toContain(`href="#${field}"`)
    expect(answer.text).toMatch(new RegExp(`aria-describedby="[^"]*${field}-problem"`))
    const { unit: _, ...kept } = formIn(answer.text, '/portal/file')
    const { unit: __, ...typed } = { unit: '', ...whole, [field]: value }
    expect(kept).toMatchObject(typed)
    expect(await caseCount()).toBe(before)
    clock.pass({ seconds: 1 })
    await receiptOf(
      visitor,
      await visitor.send(answer, '/portal/file', {
        ...whole,
        unit: '',
        [field]: field === 'unit' ? (town.units.东区 ?? '') : whole[field as keyof typeof whole],
      }),
    )
  })
})

describe('a program at the form', () => {
  it.each([
    ['an empty field filled', { website: 'https://spam.example' }, '有一栏应当留空'],
    ['a forged stamp', { opened: `1000000000000.${'A'.repeat(43)}` }, '页面放得太久了'],
    ['the stamp of another form', { key: '5f6d0e62-7f0c-4a5e-9a52-6b2d2b1c9c11' }, '页面放得太久了'],
    ['no key', { key: 'x' }, '页面放得太久了'],
  ])(
    '%s: is asked again and loses nothing, and a person gets through with the next press',
    async (_, sent, sentence) => {
      const visitor = somebody()
      const answer = await visitor.send(await opened(visitor), '/portal/file', { ...whole, ...sent })
      expect(answer.status).toBe(422)
      expect(textOf(answer.text)).toContain(sentence)
      expect(formIn(answer.text, '/portal/file')).toMatchObject({ ...whole, website: '' })
      clock.pass({ seconds: 10 })
      await receiptOf(visitor, await visitor.send(answer, '/portal/file', {}))
    },
  )

  it.each([
    ['three seconds of a page that did its work', true, 3],
    ['eight seconds of one without a script', false, 8],
  ])('needs %s', async (_, works, seconds) => {
    const visitor = somebody()
    const form = await visitor.get('/portal/file')
    const proof = works ? workFor(formIn(form.text, '/portal/file').opened ?? '') : '1'
    clock.pass({ seconds: seconds - 1 })
    const answer = await visitor.send(form, '/portal/file', { ...whole, proof })
    expect([answer.status, textOf(answer.text).includes('页面刚刚打开就收到了提交')]).toEqual([422, true])
    clock.pass({ seconds: 1 })
    await receiptOf(visitor, await visitor.send(answer, '/portal/file', { proof }))
  })

  it('files 20 times an hour from one network and no more, in every process', async () => {
    const other = await httpOf(await fresh.another(clock.now), [portalFrom(pages.folder)])
    const [here, there] = [
      visit(http, { address: '2001:db8:1:2::1' }),
      visit(other, { address: '2001:db8:1:2:ffff::9' }),
    ]
    for (let filed = 0; filed < 20; filed++) {
      const visitor = filed % 2 ? here : there
      expect((await visitor.send(await opened(visitor), '/portal/file', whole)).status).toBe(303)
    }
    const answer = await here.send(await opened(here), '/portal/file', whole)
    expect([answer.status, formIn(answer.text, '/portal/file').content]).toEqual([429, whole.content])
    clock.pass({ hours: 1 })
    await receiptOf(here, await here.send(answer, '/portal/file', {}))
    await other.close()
  })
})

describe('the pages around a filing', () => {
  it('changes the language with everything typed', async () => {
    const visitor = somebody()
    const answer = await visitor.send(await opened(visitor), '/portal/file', { ...whole, switch: 'en' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<html lang="en">')
    expect(formIn(answer.text, '/portal/file')).toMatchObject(whole)
    expect((await visitor.get('/portal')).text).toContain('<html lang="en">')
    await receiptOf(visitor, await visitor.send(answer, '/portal/file', {}))
  })

  it.each([
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['zh-TW', 'zh-CN'],
    ['fr', 'zh-CN'],
  ])('speaks to %s in %s', async (asked, given) => {
    expect((await somebody(asked).get('/portal')).text).toContain(`<html lang="${given}">`)
  })

  it('keeps what was typed while the database is away, and takes it once', async () => {
    const gone = openPool('postgres://nobody@127.0.0.1:1/none')
    const away = await httpOf({ ...fresh.house, pool: gone }, [portalFrom(pages.folder)])
    const form = await opened(somebody())
    const visitor = visit(away)
    const answer = await visitor.send(form, '/portal/file', whole)
    expect(answer.status).toBe(503)
    expect(textOf(answer.text)).toContain('系统暂时连接不上')
    const back = somebody()
    await receiptOf(back, await back.send(answer, '/portal/file', {}))
    await away.close()
    await gone.end()
  })

  it('says that something is too long instead of dropping the line', async () => {
    const answer = await somebody().post('/portal/file', { content: '长'.repeat(200_000) })
    expect([answer.status, textOf(answer.text).includes('内容太长了')]).toEqual([413, true])
  })

  it('offers only units that are open, and the whole house for those who are not sure', async () => {
    const close = organisationCommands.find(({ name }) => name === 'close-unit')
    const form = await somebody().get('/portal/file')
    expect(form.text).toContain(`<option value="${town.units.root}">不确定，请代为转交</option>`)
    await handleOrganisation(fresh.house, {
      command: close!,
      input: { unit: town.units.东一支行 },
      caller: { kind: 'system', id: 'test' },
    })
    expect((await somebody().get('/portal/file')).text).not.toContain('东一支行')
  })

  it('is not open before the organisation is founded', async () => {
    const empty = await freshHouse()
    const early = await httpOf(empty.house, [portalFrom(pages.folder)])
    const answer = await visit(early).get('/portal/file')
    expect([answer.status, textOf(answer.text).includes('投诉服务还没有开通')]).toEqual([503, true])
    await early.close()
    await empty.close()
  })
})
