import { describe, expect, it } from 'vitest'
import { columnsOf, meaningOf } from './columns.ts'
import { ImportRefused } from './fields.ts'

const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof ImportRefused ? { code: error.code, ...error.params } : error
  }
  return undefined
}

describe('columns without a mapping', () => {
  it('are known by their usual names, in Chinese and in English', () => {
    const chinese = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '答复意见', '答复时间', '点赞数']
    expect(Object.fromEntries(columnsOf(chinese, undefined, true))).toEqual({
      id: ['留言编号'],
      name: ['留言用户'],
      title: ['留言主题'],
      receivedAt: ['留言时间'],
      content: ['留言详情'],
      answer: ['答复意见'],
      answeredAt: ['答复时间'],
    })
    expect(columnsOf(['工单编号', '转办编号', '投诉内容', '受理时间'], undefined, false).get('reference')).toEqual([
      '转办编号',
    ])
    expect(
      Object.fromEntries(columnsOf(['Complaint ID', 'Date received', 'Subject', 'Text'], undefined, true)),
    ).toEqual({
      id: ['Complaint ID'],
      receivedAt: ['Date received'],
      title: ['Subject'],
      content: ['Text'],
    })
  })

  it('do not mind case, blanks and brackets', () => {
    expect(columnsOf(['ＩＤ', ' Received_At ', '【内容】'], undefined, false).size).toBe(3)
  })

  it('are taken by the name that is the more telling one', () => {
    const columns = columnsOf(['序号', '时间', '受理时间', '工单编号', '描述', '投诉内容'], undefined, false)
    expect([columns.get('id'), columns.get('receivedAt'), columns.get('content')]).toEqual([
      ['工单编号'],
      ['受理时间'],
      ['投诉内容'],
    ])
  })

  it('are refused with what was found and what is missing', () => {
    const found = ['text', 'label']
    expect(refusal(() => columnsOf(found, undefined, false))).toEqual({
      code: 'import.columns-missing',
      found,
      fields: ['id', 'receivedAt'],
    })
  })

  it('need the time of an answer where answers are replayed', () => {
    const found = ['id', 'content', 'time', '答复']
    expect(refusal(() => columnsOf(found, undefined, true))).toMatchObject({ fields: ['answeredAt'] })
    expect(columnsOf(found, undefined, false).has('answer')).toBe(true)
  })
})

describe('columns with a mapping', () => {
  it('are those of the mapping and no others', () => {
    const map = { id: ['店', '单号'], columns: { content: '说明', receivedAt: '时间' } }
    const columns = columnsOf(['店', '单号', '说明', '时间', '姓名'], map, false)
    expect(Object.fromEntries(columns)).toEqual({ id: ['店', '单号'], content: ['说明'], receivedAt: ['时间'] })
  })

  it('must stand in the file', () => {
    const map = { id: '单号', columns: { content: '说明', receivedAt: '时间' } }
    expect(refusal(() => columnsOf(['单号', '时间'], map, false))).toMatchObject({
      code: 'import.columns-unknown',
      unknown: ['说明'],
    })
  })
})

it('a word means what its list says', () => {
  expect([meaningOf('kind', '咨询'), meaningOf('solved', ' 已解决 '), meaningOf('solved', '也许')]).toEqual([
    'inquiry',
    'yes',
    undefined,
  ])
})
