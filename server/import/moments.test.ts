import { describe, expect, it } from 'vitest'
import type { Cell } from './fields.ts'
import { type MomentReading, patternOf, readMoment } from './moments.ts'

const office: MomentReading = { zone: 'Asia/Shanghai', edge: 'start' }
const read = (value: Cell, reading: Partial<MomentReading> = {}) => readMoment(value, { ...office, ...reading })

describe('a moment in a file', () => {
  it.each<[Cell, string]>([
    ['2019-04-25 09:32:09', '2019-04-25T01:32:09.000Z'],
    [' 2019-04-25T09:32:09 ', '2019-04-25T01:32:09.000Z'],
    ['2019/4/25 9:32', '2019-04-25T01:32:00.000Z'],
    ['2019.4.25 9：32：05', '2019-04-25T01:32:05.000Z'],
    ['2019年4月25日 9时32分', '2019-04-25T01:32:00.000Z'],
    ['2019年4月25日9时32分7秒', '2019-04-25T01:32:07.000Z'],
    ['2019/4/25 下午 9:32', '2019-04-25T13:32:00.000Z'],
    ['2019/4/25 上午 12:05:00', '2019-04-24T16:05:00.000Z'],
    ['2019/4/25 中午 12:05', '2019-04-25T04:05:00.000Z'],
    ['2019-04-25 09:32 PM', '2019-04-25T13:32:00.000Z'],
    ['20190425', '2019-04-24T16:00:00.000Z'],
    ['20190425093209', '2019-04-25T01:32:09.000Z'],
    [20190425, '2019-04-24T16:00:00.000Z'],
    ['2019-04-25T09:32:09Z', '2019-04-25T09:32:09.000Z'],
    ['2019-04-25 09:32:09.120+02:00', '2019-04-25T07:32:09.120Z'],
    [43580.397326388891, '2019-04-25T01:32:09.000Z'],
    ['43580.5', '2019-04-25T04:00:00.000Z'],
    [new Date(Date.UTC(2019, 3, 25, 9, 32, 8, 999)), '2019-04-25T01:32:09.000Z'],
    [1556155929, '2019-04-25T01:32:09.000Z'],
    [1556155929120, '2019-04-25T01:32:09.120Z'],
  ])('%s', (value, moment) => {
    expect(read(value)).toBe(moment)
  })

  it.each<Cell>([
    '',
    '明天',
    '3/4/2019',
    '2019-02-29',
    '2019-13-01',
    '2019-04-25 25:00',
    '19-04-25',
    12,
    true,
    null,
    '2019-04-25 09:32:09 左右',
  ])('is not %s', (value) => {
    expect(read(value)).toBeUndefined()
  })

  it('that names a day only means its start, or its last second', () => {
    expect(read('2020-06-08')).toBe('2020-06-07T16:00:00.000Z')
    expect(read('2020-06-08', { edge: 'end' })).toBe('2020-06-08T15:59:59.000Z')
    expect(read(new Date(Date.UTC(2020, 5, 8)), { edge: 'end' })).toBe('2020-06-08T15:59:59.000Z')
    expect(read('2020-06-08 00:00:00', { edge: 'end' })).toBe('2020-06-07T16:00:00.000Z')
  })

  it('is read as its format says, and only so', () => {
    const format = 'dd/MM/yyyy HH:mm'
    expect(read('03/04/2019 09:05', { format })).toBe('2019-04-03T01:05:00.000Z')
    expect(read('2019-04-03 09:05', { format })).toBeUndefined()
    expect(read('3.4.2019', { format: 'd.M.yyyy', edge: 'end' })).toBe('2019-04-03T15:59:59.000Z')
    expect(patternOf('yyyy年MM月dd日').test('2019年04月03日')).toBe(true)
  })

  it('stands in the zone of its source', () => {
    expect(read('2019-07-01 09:00', { zone: 'Europe/London' })).toBe('2019-07-01T08:00:00.000Z')
  })
})
