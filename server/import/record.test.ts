import { describe, expect, it } from 'vitest'
import type { Cell, Field, RowProblem } from './fields.ts'
import { type ImportRecord, readRecord, type Setting } from './record.ts'

const fields: Field[] = [
  'id',
  'title',
  'content',
  'receivedAt',
  'happenedAt',
  'kind',
  'channel',
  'phone',
  'reference',
  'groupSize',
  'amountAsked',
  'answer',
  'answeredAt',
  'solved',
]
const channels = {
  known: {
    web: { name: { zh: '网站', en: 'Web site' } },
    phone: { name: { zh: '电话（热线）', en: 'Phone (hotline)' } },
  },
  otherwise: 'web',
}
const setting: Setting = {
  columns: new Map(fields.map((field) => [field, [field]])),
  zone: 'Asia/Shanghai',
  dateFormat: undefined,
  channels,
  answerChannels: channels,
  unit: '00000000-0000-4000-8000-000000000001',
  now: '2026-03-02T01:00:00.000Z',
}
const whole = { id: 7, title: '噪音', content: '夜里施工。', receivedAt: '2026-02-13 09:30' }
const read = (cells: Record<string, Cell>) => readRecord({ number: 12, cells: { ...whole, ...cells } }, setting)
const taken = (cells: Record<string, Cell>) => read(cells) as ImportRecord
const problems = (cells: Record<string, Cell>) =>
  (read(cells) as readonly RowProblem[]).map(({ field, code }) => `${field} ${code}`)

describe('a row', () => {
  it('is a complaint as the commands take it', () => {
    const { row, id, receivedAt, registration, answer } = taken({
      ...{
        kind: '咨询',
        channel: '电话',
        phone: 13800138000,
        reference: '转字〔2026〕7 号',
        groupSize: '3',
        amountAsked: '￥1,200.50',
        happenedAt: '2026-02-12',
      },
      ...{ answer: '已处理。', answeredAt: '2026-02-14 10:00', solved: '否' },
    })
    expect({ row, id, receivedAt }).toEqual({ row: 12, id: '7', receivedAt: '2026-02-13T01:30:00.000Z' })
    expect(registration).toMatchObject({
      ...{ kind: 'inquiry', channel: 'phone', phone: '13800138000', groupSize: 3, unit: setting.unit, title: '噪音' },
      ...{
        amountAsked: { minor: 120_050, currency: 'CNY' },
        happenedAt: '2026-02-11T16:00:00.000Z',
        reference: '转字〔2026〕7 号',
        content: '夜里施工。',
      },
    })
    expect(answer).toEqual({
      at: '2026-02-14T02:00:00.000Z',
      input: { channel: 'web', text: '已处理。', solved: false },
    })
  })

  it('leaves open what it does not say', () => {
    const { registration, answer } = taken({ answer: ' ', answeredAt: null })
    expect(registration).toMatchObject({ kind: 'complaint', channel: 'web', groupSize: 1 })
    expect(registration.phone).toBeUndefined()
    expect(answer).toBeUndefined()
    expect(taken({ answer: '好', answeredAt: '2026-02-14' }).answer?.input.solved).toBeUndefined()
  })

  it('without a title goes by its first words', () => {
    expect(taken({ title: '' }).registration.title).toBe('夜里施工。')
    expect(taken({ title: '', content: `${'很'.repeat(60)}\n第二行` }).registration.title).toBe(`${'很'.repeat(40)}…`)
  })

  it('answered on a day without a time counts to the end of that day, or up to now', () => {
    const on = (answeredAt: string) => taken({ answer: '好', answeredAt }).answer?.at
    expect([on('2026-02-14'), on('2026-03-02')]).toEqual(['2026-02-14T15:59:59.000Z', setting.now])
  })

  it('says everything that is wrong with it at once', () => {
    expect(problems({ id: '', content: ' ', receivedAt: '昨天' })).toEqual([
      'id import.missing',
      'receivedAt import.no-moment',
      'content import.missing',
    ])
    expect(
      problems({
        channel: '信鸽',
        kind: '闲聊',
        groupSize: '很多',
        amountAsked: '-5',
        solved: '也许',
        answer: '好',
        answeredAt: '',
      }),
    ).toEqual([
      'kind import.unknown-word',
      'channel import.unknown-channel',
      'groupSize import.no-number',
      'amountAsked import.no-number',
      'answeredAt import.missing',
    ])
    expect(problems({ title: '长'.repeat(121), content: '\u0000' })).toEqual([
      'title import.too-long',
      'content import.control-characters',
    ])
  })

  it.each([
    [{ receivedAt: '2026-03-03 09:00' }, 'receivedAt import.in-future'],
    [{ receivedAt: '' }, 'receivedAt import.missing'],
    [{ happenedAt: '2026-02-14' }, 'happenedAt import.after-receipt'],
    [{ answer: '好', answeredAt: '2026-02-13 09:29' }, 'answeredAt import.before-receipt'],
    [{ answer: '', answeredAt: '2026-02-14' }, 'answer import.missing'],
  ])('is no complaint with %j', (cells, problem) => {
    expect(problems(cells)).toEqual([problem])
  })

  it('that cannot be read keeps its place in the file', () => {
    expect(readRecord({ number: 3, unreadable: 'import.no-json' }, setting)).toEqual([
      { row: 3, field: undefined, value: '', code: 'import.no-json', params: undefined },
    ])
  })

  it('says the same however its values are written', () => {
    const csv = taken({ receivedAt: '2026/2/13 9:30', phone: '13800138000' })
    const excel = taken({ receivedAt: new Date(Date.UTC(2026, 1, 13, 9, 30)), phone: 13800138000 })
    expect(csv.content).toEqual(excel.content)
    expect(taken({ content: '夜里施工！' }).content).not.toEqual(csv.content)
  })
})
