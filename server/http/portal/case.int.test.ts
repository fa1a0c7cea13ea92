import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPool } from '../../db/pool.ts'
import { asSystem, read } from '../../db/transaction.ts'
import { acceptance, openPortalHouse, type PortalHouse } from './testing/portal-house.ts'
import { type Fields, type PortalVisitor, textOf, visit } from './testing/portal-visit.ts'

const logged: string[] = []
let portal: PortalHouse

beforeAll(async () => {
  portal = await openPortalHouse({ write: (line) => logged.push(line) })
})

afterAll(() => portal.close())

const pageOf = async (visitor: PortalVisitor) => textOf((await visitor.get('/portal/case')).text)

describe('the case page', () => {
  it('tells what the complainant may know and nothing of what the office keeps to itself', async () => {
    const { visitor, id } = await portal.filed()
    await portal.office(id, 'accept', acceptance)
    await portal.office(id, 'acknowledge', { channel: 'phone', text: 'told-acknowledged' })
    await portal.office(id, 'decide-validity', { valid: false, reason: 'PLANT-validity' })
    await portal.office(id, 'grade', { grade: 'urgent', reason: 'PLANT-grade' })
    await portal.office(id, 'forward', { unit: portal.town.units.西支行, reason: 'PLANT-forward' })
    await portal.office(id, 'assign', { handler: portal.town.people.specialist, reason: 'PLANT-assign' })
    await portal.office(id, 'plan', { questions: ['PLANT-question'], methods: ['direct'] })
    await portal.office(id, 'contact', { channel: 'phone', reached: true, text: 'PLANT-contact' })
    await portal.office(id, 'request-information', { from: 'unit', what: 'PLANT-asked-unit' })
    await portal.office(id, 'request-information', { from: 'complainant', what: 'told-asked' })
    expect(await pageOf(visitor)).toContain('请您补充： told-asked')
    await portal.office(id, 'receive-information', { from: 'unit', text: 'PLANT-received-unit' })
    await portal.office(id, 'receive-information', { from: 'complainant', text: 'PLANT-received-complainant' })
    await portal.office(id, 'record-finding', { method: 'technical', bears: 'confirmed', text: 'PLANT-finding' })
    await portal.office(id, 'decide-liability', {
      unit: portal.town.units.西支行,
      person: 'PLANT-person',
      share: 80,
      reason: 'PLANT-liability',
    })
    await portal.office(id, 'add-party', { role: 'witness', name: 'PLANT-witness', phone: '13900007777' })
    await portal.office(id, 'conclude', { outcome: 'upheld', conclusion: 'PLANT-conclusion' })
    await portal.office(
      id,
      'propose',
      { lines: [{ kind: 'compensation', amount: { minor: 7_777_700, currency: 'CNY' }, what: 'PLANT-remedy' }] },
      'specialist',
    )
    await portal.office(id, 'return', { reason: 'PLANT-returned' }, 'director')
    await portal.office(id, 'propose', { lines: [{ kind: 'apology', what: 'PLANT-remedy-2' }] }, 'specialist')
    await portal.office(id, 'approve', { reason: 'PLANT-approved' }, 'director')
    await portal.office(id, 'execute', { effect: 'PLANT-effect' })
    await portal.office(id, 'inform', { channel: 'phone', text: 'told-informed' })
    await portal.office(id, 'answer', { channel: 'web', text: 'told-answer', cause: 'told-cause', solved: false })
    await portal.office(id, 'call-back', { channel: 'phone', reached: true, satisfied: false, text: 'PLANT-call-back' })
    await portal.office(id, 'ask-review', { kind: 'appeal', reason: 'told-appeal' })
    await portal.office(id, 'decide-review', { granted: false, reason: 'told-decided' })
    await portal.office(id, 'close', { result: 'unresolved', alternatives: true, summary: 'PLANT-summary' })
    await portal.office(id, 'archive', { place: 'PLANT-place' })
    await portal.office(id, 'hold', { reason: 'PLANT-hold' })
    const html = [await visitor.get('/portal/case'), await visitor.get('/portal/receipt')]
      .map(({ text }) => text)
      .join()
    expect([...html.matchAll(/PLANT[\w-]*|77777|1390000|urgent|紧急|upheld|unresolved|测试·\S*/g)].map(String)).toEqual(
      [],
    )
    for (const told of [
      'told-acknowledged',
      'told-asked',
      'told-informed',
      'told-answer',
      'told-cause',
      'told-appeal',
      'told-decided',
      '投诉转给了西支行办理',
      '我们收到了您补充的材料',
      '投诉已办结',
    ])
      expect(html).toContain(told)
  })

  it('tells a refusal with the condition and the reason', async () => {
    const { visitor, id } = await portal.filed()
    await portal.office(id, 'refuse', { condition: 'own-business', reason: '涉及的是另一家银行。' })
    const text = await pageOf(visitor)
    expect(text).toContain('这件投诉没有受理')
    expect(text).toContain('涉及本行的产品、服务或人员')
    expect(text).toContain('涉及的是另一家银行。')
    expect(text).not.toContain('撤回投诉')
    // It was received; nobody took it, looked into it or answered.
    expect((await visitor.get('/portal/case')).text.match(/<li class="past"/g)).toHaveLength(1)
  })

  it('shows a missed deadline as missed before any sweeper ran', async () => {
    const { visitor, id, number } = await portal.filed()
    expect(await pageOf(visitor)).toContain('接下来 登记并决定是否受理，最迟')
    portal.clock.pass({ minutes: 59 })
    expect(await pageOf(visitor)).toContain('首次响应客户')
    portal.clock.pass({ hours: 2 })
    await visitor.post('/portal/follow', { number, code: await portal.codeOf(id) })
    expect(await pageOf(visitor)).toContain('已经超时，我们正在督办')
  })

  it('escapes whatever people typed, wherever it is shown', async () => {
    const payload = (name: string) =>
      `"><script>alert('${name}')</script><img src=x onerror=alert(1)>'--><svg/onload=alert(2)>javascript:alert(3)`
    const names = ['content', 'title', 'request', 'product', 'place', 'respondent', 'name'] as const
    const typed = Object.fromEntries(names.map((name) => [name, payload(name).slice(0, name === 'name' ? 80 : 120)]))
    const { visitor, id } = await portal.filed(typed)
    const page = await visitor.get('/portal/case')
    await visitor.send(page, '/portal/case/add-statement', { text: payload('statement') })
    await portal.office(id, 'accept', acceptance)
    await portal.office(id, 'answer', {
      channel: 'web',
      text: payload('answer'),
      cause: payload('cause'),
      solved: true,
    })
    const wrong = await visitor.post('/portal/case/survey', {
      key: payload('key'),
      'score-attitude': payload('score'),
      text: payload('survey'),
      [payload('field')]: payload('value'),
    })
    const door = await visit(portal.http).post('/portal/follow', {
      number: payload('number'),
      code: payload('code'),
      pending: payload('pending'),
    })
    const form = await visit(portal.http).post('/portal/file', {
      ...typed,
      phone: payload('phone'),
      email: payload('email'),
      amount: payload('amount'),
      happenedOn: payload('day'),
      unit: payload('unit'),
      key: payload('key'),
      opened: payload('opened'),
    })
    for (const { text } of [await visitor.get('/portal/case'), wrong, door, form]) {
      expect(text.match(/<script/g)).toHaveLength(1)
      expect(text).not.toMatch(/<img|<svg\/|href="javascript/i)
      expect(text.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/i)
    }
    expect(textOf((await visitor.get('/portal/case')).text)).toContain(payload('statement'))
  })

  it('loads nothing but its own script and style and holds neither inline', async () => {
    const { visitor } = await portal.filed()
    for (const path of ['/portal', '/portal/file', '/portal/follow', '/portal/receipt', '/portal/case']) {
      const { text, headers } = await visitor.get(path)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(headers['cache-control']).toBe('no-store')
      expect(text).not.toMatch(/\sstyle=|<style|\son[a-z]+="|<script(?![^>]*\ssrc="\/portal\/assets\/)/)
      for (const [, attributes = ''] of text.matchAll(/<form([^>]*)>/g)) expect(attributes).toMatch(/method="post"/)
      for (const [, asset = ''] of text.matchAll(/(?:src|href)="(\/portal\/assets\/[^"]+)"/g))
        expect([asset, (await visitor.get(asset)).status]).toEqual([asset, 200])
    }
    expect((await visitor.get('/portal/assets/..%2F..%2Fserver%2Fentry.js')).status).toBe(404)
  })

  it('writes down that it was read', async () => {
    const { visitor, id } = await portal.filed()
    await visitor.get('/portal/case')
    expect(await readLog(id)).toEqual([{ person_id: `complainant:${id}`, what: 'portal' }])
  })
})

async function readLog(caseId: string) {
  const everything = openPool(portal.fresh.database.superUrl)
  const { rows } = await everything.query('select person_id, what from read_log where $1 = any(case_ids)', [caseId])
  await everything.end()
  return rows
}

describe('another complaint', () => {
  it('is out of reach of a session, whatever is sent', async () => {
    const mine = await portal.filed({ content: '我的事' })
    const other = await portal.filed({ content: '别人的事', name: '王别人' })
    await portal.answered(other.id)
    const before = await read(portal.fresh.house.pool, asSystem, {
      text: 'select version from fact where stream_id = $1',
      values: [other.id],
    })
    const tricks: Fields = { caseId: other.id, case: other.id, id: other.id, number: other.number, stream_id: other.id }
    for (const path of [
      '/portal/case',
      '/portal/receipt',
      `/portal/case?id=${other.id}&caseId=${other.id}`,
      `/portal/case/${other.id}`,
      `/portal/receipt?number=${other.number}`,
    ]) {
      const { text, headers } = await mine.visitor.get(path)
      expect(text + headers.location).not.toMatch(new RegExp(`${other.number}|别人|${other.id}`))
    }
    const page = await mine.visitor.get('/portal/case')
    await mine.visitor.send(page, '/portal/case/add-statement', { ...tricks, text: '写给谁' })
    await mine.visitor.send(page, '/portal/case/withdraw', { ...tricks, confirm: 'yes' })
    await mine.visitor.post('/portal/case/answer', { ...tricks, text: 'x' })
    expect(
      await read(portal.fresh.house.pool, asSystem, {
        text: 'select version from fact where stream_id = $1',
        values: [other.id],
      }),
    ).toEqual(before)
    expect(await pageOf(mine.visitor)).toContain('写给谁')
  })

  it('leaves no name, no phone number, no text and no code in log or address', async () => {
    const { visitor, id, number } = await portal.filed({ content: '日志里不能有的内容', name: '日志里不能有的名字' })
    const code = await portal.codeOf(id)
    const answers = [
      await visitor.post('/portal/follow', { number, code }),
      await visitor.send(await visitor.get('/portal/case'), '/portal/case/add-statement', {
        text: '日志里不能有的补充',
      }),
    ]
    await visitor.post('/portal/file', { content: '长'.repeat(200_000) })
    expect(answers.map(({ headers }) => headers.location)).toEqual([
      '/portal/case',
      '/portal/case?done=add-statement#main',
    ])
    expect(logged.join('')).not.toMatch(new RegExp(`日志里不能有的|13812348000|${code}|${number}`))
  })
})
