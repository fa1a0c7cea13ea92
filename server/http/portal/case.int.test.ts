import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandNamed } from '../../../core/case/commands.ts'
import { openPool } from '../../db/pool.ts'
import { asSystem, read } from '../../db/transaction.ts'
import { handleCommand } from '../../handle-command.ts'
import { type FreshHouse, freshHouse, standingClock } from '../../testing/fresh-house.ts'
import { type Http, httpOf } from '../../testing/http.ts'
import type { Town } from '../../testing/town.ts'
import { portalFrom } from '../portal-routes.ts'
import { buildPages, type Fields, formIn, type PortalVisitor, textOf, visit } from './testing/portal-visit.ts'

const clock = standingClock('2026-02-11T02:00:00.000Z')
const logged: string[] = []

let pages: Awaited<ReturnType<typeof buildPages>>
let fresh: FreshHouse
let town: Town
let http: Http

beforeAll(async () => {
  pages = await buildPages()
  fresh = await freshHouse({ now: clock.now })
  town = await fresh.found({ packs: ['bank'], units: { 东支行: null, 西支行: null } })
  http = await httpOf(fresh.house, [portalFrom(pages.folder)], { write: (line) => logged.push(line) })
})

afterAll(async () => {
  await http.close()
  await fresh.close()
  await pages.remove()
})

let networks = 0

async function filed(fields: Fields = {}): Promise<{ visitor: PortalVisitor; id: string; number: string }> {
  const visitor = visit(http, { address: `198.51.100.${++networks}` })
  const form = await visitor.get('/portal/file')
  clock.pass({ seconds: 10 })
  await visitor.send(form, '/portal/file', { content: '柜员没有说明就办成了保险。', name: '李明', phone: '13812348000', happenedOn: '2026-02-10', request: '退款', unit: town.units.东支行 ?? '', ...fields })
  const number = /\d{4}-\d{6}/.exec((await visitor.get('/portal/receipt')).text)?.[0] ?? ''
  const [row] = await read<{ id: string }>(fresh.house.pool, asSystem, { text: 'select id from case_row where number = $1', values: [number] })
  return { visitor, id: row?.id ?? '', number }
}

/** A step of the office, by nobody in particular where left out; authority is not what is tested here. */
async function office(caseId: string, name: string, input: unknown, person?: string): Promise<void> {
  clock.pass({ minutes: 1 })
  const command = commandNamed(name)!
  const answer = await handleCommand(fresh.house, { command, caseId, input: command.input.parse(input), caller: person ? town.as(person) : { kind: 'system', id: 'system' } })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
}

const conditions = ['clear-and-specific', 'own-business', 'by-customer-or-representative']
async function answered(id: string): Promise<void> {
  await office(id, 'accept', { conditions })
  await office(id, 'answer', { channel: 'phone', text: '我们向您道歉，全额退回。', cause: '柜员未说明产品性质。', solved: true })
}

const pageOf = async (visitor: PortalVisitor) => textOf((await visitor.get('/portal/case')).text)

describe('the case page', () => {
  it('tells what the complainant may know and nothing of what the office keeps to itself', async () => {
    const { visitor, id } = await filed()
    await office(id, 'accept', { conditions })
    await office(id, 'acknowledge', { channel: 'phone', text: 'told-acknowledged' })
    await office(id, 'decide-validity', { valid: false, reason: 'PLANT-validity' })
    await office(id, 'grade', { grade: 'urgent', reason: 'PLANT-grade' })
    await office(id, 'forward', { unit: town.units.西支行, reason: 'PLANT-forward' })
    await office(id, 'assign', { handler: town.people.specialist, reason: 'PLANT-assign' })
    await office(id, 'plan', { questions: ['PLANT-question'], methods: ['direct'] })
    await office(id, 'contact', { channel: 'phone', reached: true, text: 'PLANT-contact' })
    await office(id, 'request-information', { from: 'unit', what: 'PLANT-asked-unit' })
    await office(id, 'request-information', { from: 'complainant', what: 'told-asked' })
    expect(await pageOf(visitor)).toContain('请您补充： told-asked')
    await office(id, 'receive-information', { from: 'unit', text: 'PLANT-received-unit' })
    await office(id, 'receive-information', { from: 'complainant', text: 'PLANT-received-complainant' })
    await office(id, 'record-finding', { method: 'technical', bears: 'confirmed', text: 'PLANT-finding' })
    await office(id, 'decide-liability', { unit: town.units.西支行, person: 'PLANT-person', share: 80, reason: 'PLANT-liability' })
    await office(id, 'add-party', { role: 'witness', name: 'PLANT-witness', phone: '13900007777' })
    await office(id, 'conclude', { outcome: 'upheld', conclusion: 'PLANT-conclusion' })
    await office(id, 'propose', { lines: [{ kind: 'compensation', amount: { minor: 7_777_700, currency: 'CNY' }, what: 'PLANT-remedy' }] }, 'specialist')
    await office(id, 'return', { reason: 'PLANT-returned' }, 'director')
    await office(id, 'propose', { lines: [{ kind: 'apology', what: 'PLANT-remedy-2' }] }, 'specialist')
    await office(id, 'approve', { reason: 'PLANT-approved' }, 'director')
    await office(id, 'execute', { effect: 'PLANT-effect' })
    await office(id, 'inform', { channel: 'phone', text: 'told-informed' })
    await office(id, 'answer', { channel: 'web', text: 'told-answer', cause: 'told-cause', solved: false })
    await office(id, 'call-back', { channel: 'phone', reached: true, satisfied: false, text: 'PLANT-call-back' })
    await office(id, 'ask-review', { kind: 'appeal', reason: 'told-appeal' })
    await office(id, 'decide-review', { granted: false, reason: 'told-decided' })
    await office(id, 'close', { result: 'unresolved', alternatives: true, summary: 'PLANT-summary' })
    await office(id, 'archive', { place: 'PLANT-place' })
    await office(id, 'hold', { reason: 'PLANT-hold' })
    const html = [await visitor.get('/portal/case'), await visitor.get('/portal/receipt')].map(({ text }) => text).join()
    expect([...html.matchAll(/PLANT[\w-]*|77777|1390000|urgent|紧急|upheld|unresolved|测试·\S*/g)].map(String)).toEqual([])
    for (const told of ['told-acknowledged', 'told-asked', 'told-informed', 'told-answer', 'told-cause', 'told-appeal', 'told-decided', '投诉转给了西支行办理', '我们收到了您补充的材料', '投诉已办结']) expect(html).toContain(told)
  })

  it('tells a refusal with the condition and the reason', async () => {
    const { visitor, id } = await filed()
    await office(id, 'refuse', { condition: 'own-business', reason: '涉及的是另一家银行。' })
    const text = await pageOf(visitor)
    expect(text).toContain('这件投诉没有受理')
    expect(text).toContain('涉及本行的产品、服务或人员')
    expect(text).toContain('涉及的是另一家银行。')
    expect(text).not.toContain('撤回投诉')
  })

  it('shows a missed deadline as missed before any sweeper ran', async () => {
    const { visitor, id, number } = await filed()
    expect(await pageOf(visitor)).toContain('接下来 登记并决定是否受理，最迟')
    clock.pass({ minutes: 59 })
    expect(await pageOf(visitor)).toContain('首次响应客户')
    clock.pass({ hours: 2 })
    await visitor.post('/portal/follow', { number, code: await codeOf(id) })
    expect(await pageOf(visitor)).toContain('已经超时，我们正在督办')
  })

  it('escapes whatever people typed, wherever it is shown', async () => {
    const payload = (name: string) => `"><script>alert('${name}')</script><img src=x onerror=alert(1)>'--><svg/onload=alert(2)>javascript:alert(3)`
    const names = ['content', 'title', 'request', 'product', 'place', 'respondent', 'name'] as const
    const typed = Object.fromEntries(names.map((name) => [name, payload(name).slice(0, name === 'name' ? 80 : 120)]))
    const { visitor, id } = await filed(typed)
    const page = await visitor.get('/portal/case')
    await visitor.send(page, '/portal/case/add-statement', { text: payload('statement') })
    await office(id, 'accept', { conditions })
    await office(id, 'answer', { channel: 'web', text: payload('answer'), cause: payload('cause'), solved: true })
    const wrong = await visitor.post('/portal/case/survey', { key: payload('key'), 'score-attitude': payload('score'), text: payload('survey'), [payload('field')]: payload('value') })
    const door = await visit(http).post('/portal/follow', { number: payload('number'), code: payload('code'), pending: payload('pending') })
    const form = await visit(http).post('/portal/file', { ...typed, phone: payload('phone'), email: payload('email'), amount: payload('amount'), happenedOn: payload('day'), unit: payload('unit'), key: payload('key'), opened: payload('opened') })
    for (const { text } of [await visitor.get('/portal/case'), wrong, door, form]) {
      expect(text.match(/<script/g)).toHaveLength(1)
      expect(text).not.toMatch(/<img|<svg\/|href="javascript/i)
      expect(text.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/i)
    }
    expect(textOf((await visitor.get('/portal/case')).text)).toContain(payload('statement'))
  })

  it('loads nothing but its own script and style and holds neither inline', async () => {
    const { visitor } = await filed()
    for (const path of ['/portal', '/portal/file', '/portal/follow', '/portal/receipt', '/portal/case']) {
      const { text, headers } = await visitor.get(path)
      expect(headers['content-security-policy']).toBe("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
      expect(headers['cache-control']).toBe('no-store')
      expect(text).not.toMatch(/\sstyle=|<style|\son[a-z]+="|<script(?![^>]*\ssrc="\/portal\/assets\/)/)
      for (const [, attributes = ''] of text.matchAll(/<form([^>]*)>/g)) expect(attributes).toMatch(/method="post"/)
      for (const [, asset = ''] of text.matchAll(/(?:src|href)="(\/portal\/assets\/[^"]+)"/g)) expect([asset, (await visitor.get(asset)).status]).toEqual([asset, 200])
    }
    expect((await visitor.get('/portal/assets/..%2F..%2Fserver%2Fentry.js')).status).toBe(404)
  })

  it('writes down that it was read', async () => {
    const { visitor, id } = await filed()
    await visitor.get('/portal/case')
    expect(await readLog(id)).toEqual([{ person_id: `complainant:${id}`, what: 'portal' }])
  })
})

async function readLog(caseId: string) {
  const everything = openPool(fresh.database.superUrl)
  const { rows } = await everything.query('select person_id, what from read_log where $1 = any(case_ids)', [caseId])
  await everything.end()
  return rows
}

describe('acting on the case', () => {
  it('offers what is possible now and nothing else', async () => {
    const { visitor, id, number } = await filed()
    const offered = async () => [...(await visitor.get('/portal/case')).text.matchAll(/<details id="([^"]+)"/g)].map(([, name]) => name)
    expect(await offered()).toEqual(['supplement', 'add-statement', 'withdraw'])
    await answered(id)
    expect(await offered()).toEqual(['supplement', 'record-answer', 'survey', 'add-statement', 'ask-review', 'withdraw'])
    await office(id, 'record-answer', { response: 'accepted', channel: 'phone' })
    await office(id, 'close', { result: 'resolved', summary: '办结' })
    expect(await offered()).toEqual(['survey', 'ask-review'])
    clock.pass({ hours: 24 * 40 })
    await office(id, 'archive', {})
    await visitor.post('/portal/follow', { number, code: await codeOf(id) })
    expect(await offered()).toEqual([])
  })

  it('takes every form, thanks, and tells it in the story', async () => {
    const { visitor, id } = await filed()
    await answered(id)
    const acts: [string, Fields, string, string][] = [
      ['supplement', { phone: '13912345678', address: '幸福路 1 号院' }, '已收到您补充的信息。', '139****5678'],
      ['add-statement', { text: '合同照片在网点。\r\n请核对。' }, '已收到您补充的情况。', '合同照片在网点。'],
      ['record-answer', { response: 'rejected', reason: '利息没有算' }, '已收到您对答复的意见。', '您不接受答复'],
      ['survey', { 'score-attitude': '7', 'score-efficiency': '3', 'score-effect': '10' }, '已收到您的评价', '服务态度 7，处理效率 3，处理效果 10'],
      ['ask-review', { reason: '利息应当退还' }, '已收到您的申请', '您申请了复议'],
      ['withdraw', { confirm: 'yes', reason: '已经和解' }, '您已撤回这件投诉。', '投诉已撤回'],
    ]
    for (const [command, fields, thanks, told] of acts) {
      const answer = await visitor.send(await visitor.get('/portal/case'), `/portal/case/${command}`, fields)
      expect([command, answer.status, answer.headers.location]).toEqual([command, 303, `/portal/case?done=${command}#main`])
      const text = textOf((await visitor.get(`/portal/case?done=${command}`)).text)
      expect(text).toContain(thanks)
      expect(text).toContain(told)
    }
  })

  it('takes a form once, however often it is sent', async () => {
    const { visitor, id } = await filed()
    const page = await visitor.get('/portal/case')
    await Promise.all([1, 2, 3].map(() => visitor.send(page, '/portal/case/add-statement', { text: '只说一次' })))
    const rows = await read(fresh.house.pool, asSystem, { text: `select from fact where stream_id = $1 and type = 'StatementAdded'`, values: [id] })
    expect(rows).toHaveLength(1)
    const changed = await visitor.send(page, '/portal/case/add-statement', { text: '另外再说' })
    expect([changed.status, formIn(changed.text, '/portal/case/add-statement').text]).toEqual([409, '另外再说'])
    expect((await visitor.send(changed, '/portal/case/add-statement', {})).status).toBe(303)
  })

  it.each([
    ['add-statement', { text: ' ' }, '请填写“您要补充的内容”。'],
    ['record-answer', {}, '请在“您的意见”里选一项。'],
    ['record-answer', { response: 'rejected' }, '请填写“原因”。'],
    ['survey', { 'score-attitude': '7', 'score-effect': '11', text: '慢' }, '请给“处理效率”打分。'],
    ['ask-review', { reason: '' }, '请填写“理由”。'],
    ['ask-review', { reason: '长'.repeat(4001) }, '最多 4000 字，现在 4001 字'],
    ['withdraw', { reason: '算了' }, '请先勾选“我确认撤回这件投诉”。'],
    ['supplement', { phone: '1', email: 'a@b.cn' }, '电话号码好像不完整'],
  ])('says what is missing in %s and loses nothing', async (command, fields: Fields, sentence) => {
    const { visitor, id } = await filed()
    await answered(id)
    const answer = await visitor.send(await visitor.get('/portal/case'), `/portal/case/${command}`, fields)
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain(sentence)
    expect(answer.text).toContain(`<details id="${command}" open="">`)
    const { 'score-effect': _, ...kept } = fields
    expect(formIn(answer.text, `/portal/case/${command}`)).toMatchObject(kept)
  })

  it('shows a refusal in place, with what was typed', async () => {
    const { visitor, id, number } = await filed()
    await answered(id)
    const page = await visitor.get('/portal/case')
    clock.pass({ hours: 24 * 40 })
    await visitor.post('/portal/follow', { number, code: await codeOf(id) })
    const answer = await visitor.send(page, '/portal/case/ask-review', { reason: '想了很久，还是不同意。' })
    expect(answer.status).toBe(422)
    expect(formIn(answer.text, '/portal/case/ask-review').reason).toBe('想了很久，还是不同意。')
    expect(answer.text).toContain('class="notice" role="alert"')
  })

  it('does not take an opinion about an answer that was replaced meanwhile', async () => {
    const { visitor, id } = await filed()
    await answered(id)
    const page = await visitor.get('/portal/case')
    await office(id, 'answer', { channel: 'web', text: '更正：只退一半。', solved: true })
    const answer = await visitor.send(page, '/portal/case/record-answer', { response: 'accepted' })
    expect(answer.status).toBe(409)
    expect(textOf(answer.text)).toContain('有了新的进展')
    expect((await visitor.send(answer, '/portal/case/record-answer', { response: 'accepted' })).status).toBe(303)
  })
})

async function codeOf(id: string): Promise<string> {
  const [row] = await read<{ receipt: string }>(fresh.house.pool, asSystem, { text: 'select receipt from query_code where case_id = $1', values: [id] })
  return fresh.house.ring.queryCode(row?.receipt ?? '')
}

describe('another complaint', () => {
  it('is out of reach of a session, whatever is sent', async () => {
    const mine = await filed({ content: '我的事' })
    const other = await filed({ content: '别人的事', name: '王别人' })
    await answered(other.id)
    const before = await read(fresh.house.pool, asSystem, { text: 'select version from fact where stream_id = $1', values: [other.id] })
    const tricks: Fields = { caseId: other.id, case: other.id, id: other.id, number: other.number, stream_id: other.id }
    for (const path of ['/portal/case', '/portal/receipt', `/portal/case?id=${other.id}&caseId=${other.id}`, `/portal/case/${other.id}`, `/portal/receipt?number=${other.number}`]) {
      const { text, headers } = await mine.visitor.get(path)
      expect(text + headers.location).not.toMatch(new RegExp(`${other.number}|别人|${other.id}`))
    }
    const page = await mine.visitor.get('/portal/case')
    await mine.visitor.send(page, '/portal/case/add-statement', { ...tricks, text: '写给谁' })
    await mine.visitor.send(page, '/portal/case/withdraw', { ...tricks, confirm: 'yes' })
    await mine.visitor.post('/portal/case/answer', { ...tricks, text: 'x' })
    expect(await read(fresh.house.pool, asSystem, { text: 'select version from fact where stream_id = $1', values: [other.id] })).toEqual(before)
    expect(await pageOf(mine.visitor)).toContain('写给谁')
  })

  it('leaves no name, no phone number, no text and no code in log or address', async () => {
    const { visitor, id, number } = await filed({ content: '日志里不能有的内容', name: '日志里不能有的名字' })
    const code = await codeOf(id)
    const answers = [await visitor.post('/portal/follow', { number, code }), await visitor.send(await visitor.get('/portal/case'), '/portal/case/add-statement', { text: '日志里不能有的补充' })]
    await visitor.post('/portal/file', { content: '长'.repeat(200_000) })
    expect(answers.map(({ headers }) => headers.location)).toEqual(['/portal/case', '/portal/case?done=add-statement#main'])
    expect(logged.join('')).not.toMatch(new RegExp(`日志里不能有的|13812348000|${code}|${number}`))
  })
})
