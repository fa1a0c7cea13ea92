import { describe, expect, it } from 'vitest'
import { isEmail, isPhone, parseDay, parseNumber, parseTime, parseYuan, tidy } from './portal-fields.ts'

describe('what people type', () => {
  it.each([
    ['128.50', 12_850],
    ['1,280', 128_000],
    ['￥１２', 1200],
    [' 0.5 元', 50],
    ['99999999999.99', 9_999_999_999_999],
    ['100000000000', undefined],
    ['12.345', undefined],
    ['-5', undefined],
    ['五百', undefined],
    ['', undefined],
    ['1e5', undefined],
  ])('as an amount %j is %s fen', (typed, fen) => {
    expect(parseYuan(typed)).toBe(fen)
  })

  it.each([
    ['13812348000', true],
    ['+86 138-1234-8000', true],
    ['（021）6888 0000 转 12', true],
    ['１３８１２３４８０００', true],
    ['95588', true],
    ['1234', false],
    ['123456789012345678901', false],
    ['没有', false],
    ['138 1234 8000; drop', false],
  ])('as a phone number %j is %s', (typed, good) => {
    expect(isPhone(typed)).toBe(good)
  })

  it.each([
    ['li.ming+x@mail.example.com', true],
    ['李明@例子.中国', true],
    ['a@b', false],
    ['a b@c.cn', false],
    ['a@b..cn', false],
    ['<a@b.cn>', false],
  ])('as an e-mail address %j is %s', (typed, good) => {
    expect(isEmail(typed)).toBe(good)
  })

  it.each([
    ['2026-02-13', '2026-02-13'],
    ['2026/2/3', '2026-02-03'],
    ['2026年2月13日', '2026-02-13'],
    ['２０２６－０２－１３', '2026-02-13'],
    ['2026-02-30', undefined],
    ['13.2.2026', undefined],
    ['0026-02-13', undefined],
    ['昨天', undefined],
  ])('as a day %j is %s', (typed, day) => {
    expect(parseDay(typed)).toBe(day)
  })

  it.each([
    ['14:05', '14:05'],
    ['9：5', '09:05'],
    ['24:00', undefined],
    ['下午', undefined],
  ])('as a time %j is %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time)
  })

  it.each([
    ['2026-000042', '2026-000042'],
    [' 2026 000042 ', '2026-000042'],
    ['２０２６—０００００４２', '2026-0000042'],
    ['2026-42', undefined],
    ["2026-000042' or 1", undefined],
  ])('as a number %j is %s', (typed, number) => {
    expect(parseNumber(typed)).toBe(number)
  })

  it('has one kind of line end and no space around it', () => {
    expect(tidy('  一\r\n二\r三\n ')).toBe('一\n二\n三')
  })
})
