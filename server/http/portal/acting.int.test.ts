import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, read } from '../../db/transaction.ts'
import { openPortalHouse, type PortalHouse } from './testing/portal-house.ts'
import { type Fields, formIn, textOf } from './testing/portal-visit.ts'

let portal: PortalHouse

beforeAll(async () => {
  portal = await openPortalHouse()
})

afterAll(() => portal.close())

describe('acting on the case', () => {
  it('offers what is possible now and nothing else', async () => {
    const { visitor, id, number } = await portal.filed()
    const offered = async () =>
      [...(await visitor.get('/portal/case')).text.matchAll(/<details id="([^"]+)"/g)].map(([, name]) => name)
    expect(await offered()).toEqual(['supplement', 'add-statement', 'withdraw'])
    await portal.answered(id)
    expect(await offered()).toEqual([
      'supplement',
      'record-answer',
      'survey',
      'add-statement',
      'ask-review',
      'withdraw',
    ])
    await portal.office(id, 'record-answer', { response: 'accepted', channel: 'phone' })
    await portal.office(id, 'close', { result: 'resolved', summary: '办结' })
    expect(await offered()).toEqual(['survey', 'ask-review'])
    portal.clock.pass({ hours: 24 * 40 })
    await portal.office(id, 'archive', {})
    await visitor.post('/portal/follow', { number, code: await portal.codeOf(id) })
    expect(await offered()).toEqual([])
  })

  it('takes every form, thanks, and tells it in the story', async () => {
    const { visitor, id } = await portal.filed()
    await portal.answered(id)
    const acts: [string, Fields, string, string][] = [
      ['supplement', { phone: '13912345678', address: '幸福路 1 号院' }, '已收到您补充的信息。', '139****5678'],
      ['add-statement', { text: '合同照片在网点。\r\n请核对。' }, '已收到您补充的情况。', '合同照片在网点。'],
      ['record-answer', { response: 'rejected', reason: '利息没有算' }, '已收到您对答复的意见。', '您不接受答复'],
      [
        'survey',
        { 'score-attitude': '7', 'score-efficiency': '3', 'score-effect': '10' },
        '已收到您的评价',
        '服务态度 7，处理效率 3，处理效果 10',
      ],
      ['ask-review', { reason: '利息应当退还' }, '已收到您的申请', '您申请了复议'],
      ['withdraw', { confirm: 'yes', reason: '已经和解' }, '您已撤回这件投诉。', '投诉已撤回'],
    ]
    for (const [command, fields, thanks, told] of acts) {
      const answer = await visitor.send(await visitor.get('/portal/case'), `/portal/case/${command}`, fields)
      expect([command, answer.status, answer.headers.location]).toEqual([
        command,
        303,
        `/portal/case?done=${command}#main`,
      ])
      const text = textOf((await visitor.get(`/portal/case?done=${command}`)).text)
      expect(text).toContain(thanks)
      expect(text).toContain(told)
    }
  })

  it('takes a form once, however often it is sent', async () => {
    const { visitor, id } = await portal.filed()
    const page = await visitor.get('/portal/case')
    await Promise.all([1, 2, 3].map(() => visitor.send(page, '/portal/case/add-statement', { text: '只说一次' })))
    const rows = await read(portal.fresh.house.pool, asSystem, {
      text: `select from fact where stream_id = $1 and type = 'StatementAdded'`,
      values: [id],
    })
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
    const { visitor, id } = await portal.filed()
    await portal.answered(id)
    const answer = await visitor.send(await visitor.get('/portal/case'), `/portal/case/${command}`, fields)
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain(sentence)
    expect(answer.text).toContain(`<details id="${command}" open="">`)
    const { 'score-effect': _, ...kept } = fields
    expect(formIn(answer.text, `/portal/case/${command}`)).toMatchObject(kept)
  })

  it('shows a refusal in place, with what was typed', async () => {
    const { visitor, id, number } = await portal.filed()
    await portal.answered(id)
    const page = await visitor.get('/portal/case')
    portal.clock.pass({ hours: 24 * 40 })
    await visitor.post('/portal/follow', { number, code: await portal.codeOf(id) })
    const answer = await visitor.send(page, '/portal/case/ask-review', { reason: '想了很久，还是不同意。' })
    expect(answer.status).toBe(422)
    expect(formIn(answer.text, '/portal/case/ask-review').reason).toBe('想了很久，还是不同意。')
    expect(answer.text).toContain('class="notice" role="alert"')
  })

  it('does not take an opinion about an answer that was replaced meanwhile', async () => {
    const { visitor, id } = await portal.filed()
    await portal.answered(id)
    const page = await visitor.get('/portal/case')
    await portal.office(id, 'answer', { channel: 'web', text: '更正：只退一半。', solved: true })
    const answer = await visitor.send(page, '/portal/case/record-answer', { response: 'accepted' })
    expect(answer.status).toBe(409)
    expect(textOf(answer.text)).toContain('有了新的进展')
    expect((await visitor.send(answer, '/portal/case/record-answer', { response: 'accepted' })).status).toBe(303)
  })
})
