import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSensitive, sensitiveIn } from './sensitive.ts'
import type { SensitiveKind } from './sensitive-kinds.ts'
import { checkSign, passesLuhn } from './sensitive-numbers.ts'

function found(text: string): [SensitiveKind, string][] {
  return sensitiveIn(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])
}

describe('in a free text', () => {
  it.each<[string, [SensitiveKind, string][]]>([
    ['请打13812348000找我', [['mobile', '13812348000']]],
    ['电话：+86 138-1234-8000。', [['mobile', '+86 138-1234-8000']]],
    ['手机１３８１２３４８０００', [['mobile', '１３８１２３４８０００']]],
    [
      '13812348000 13912348001',
      [
        ['mobile', '13812348000'],
        ['mobile', '13912348001'],
      ],
    ],
    [
      '座机(0731)88881234或010-66668888',
      [
        ['landline', '(0731)88881234'],
        ['landline', '010-66668888'],
      ],
    ],
    ['家里电话 8666 是内线，致电84567890', [['landline', '84567890']]],
    ['身份证11010519491231002X，已核', [['identity', '11010519491231002X']]],
    ['身份证110105194912310021', []],
    ['老证130503670401001', [['identity', '130503670401001']]],
    ['卡号6222 0212 3456 7890 127', []],
    ['信用卡4111 1111 1111 1111', [['bank-card', '4111 1111 1111 1111']]],
    ['发到zhang.san+1@mail.example.com。', [['email', 'zhang.san+1@mail.example.com']]],
    [
      '车牌湘A·12B45和京AD12345，',
      [
        ['plate', '湘A·12B45'],
        ['plate', '京AD12345'],
      ],
    ],
    ['住在丽景小区3栋2单元501室的邻居', [['address', '丽景小区3栋2单元501室的邻居']]],
    ['楼上3栋2单元501漏水', [['address', '3栋2单元501']]],
    ['芙蓉中路123号的饭店', []],
    ['联系人：李小明，谢谢', [['name', '李小明']]],
    ['我叫欧阳静怡，是业主', [['name', '欧阳静怡']]],
    ['我叫王芳是业主', [['name', '王芳']]],
    ['本人张伟，住三楼', [['name', '张伟']]],
    ['本人于2018年购房，本人在职，本人和家人', []],
    ['投诉人要求退款，联系人不接电话', []],
    ['2019年1月1日至2020年，金额123456元，工单20190001234567', []],
    ['热线12345和4008001234', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it('masks what tells of a person and leaves the rest', () => {
    expect(maskSensitive('本人李小明，13812348000，湘A12B45停在3栋2单元501室。')).toBe(
      '本人李**，138****00，湘A***停在***。',
    )
    expect(maskSensitive('没有什么可遮盖的')).toBe('没有什么可遮盖的')
  })
})

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))
const around = fc.string({ unit: fc.constantFrom('投', '诉', '，', '。', ' ', 'a', '：') })

describe('whatever is written around it', () => {
  it('a mobile number is found', () => {
    fc.assert(
      fc.property(around, digits(9), around, (before, rest, after) => {
        expect(found(`${before}，13${rest}，${after}`)).toContainEqual(['mobile', `13${rest}`])
      }),
    )
  })

  it('an identity card is found by its check digit, and not by another', () => {
    const birthday = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(birthday, digits(3), fc.integer({ min: 0, max: 10 }), (born, rest, wrong) => {
        const body = `430102${born.toISOString().slice(0, 10).replaceAll('-', '')}${rest}`
        const sign = '0123456789X'.charAt(wrong)
        expect(found(`号码${body}${checkSign(body)}止`)).toEqual([['identity', `${body}${checkSign(body)}`]])
        if (sign !== checkSign(body))
          expect(found(`号码${body}${sign}止`)).not.toContainEqual(['identity', `${body}${sign}`])
      }),
    )
  })

  it('the check digit makes the weighted sum of all eighteen one more than a multiple of eleven', () => {
    fc.assert(
      fc.property(digits(17), (body) => {
        const values = [...body, checkSign(body)].map((sign) => (sign === 'X' ? 10 : Number(sign)))
        const sum = values.reduce((total, value, at) => total + value * 2 ** (17 - at), 0)
        expect(sum % 11).toBe(1)
      }),
    )
  })

  it('a card fits one last digit of ten', () => {
    fc.assert(
      fc.property(digits(15), (body) => {
        expect(Array.from({ length: 10 }, (_, last) => passesLuhn(`${body}${last}`)).filter(Boolean)).toHaveLength(1)
      }),
    )
  })

  it('spans stand in order, within the text, none over another; what is masked holds nothing more to mask but names', () => {
    const piece = fc.constantFrom(
      '13812348000',
      '本人',
      '李明',
      '3栋',
      '2单元',
      '501',
      '@',
      'a.cn',
      '湘A12345',
      '11010519491231002X',
      '住址',
      ' ',
      '，',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        let end = 0
        for (const one of sensitiveIn(text)) {
          expect(one.start).toBeGreaterThanOrEqual(end)
          expect(one.end).toBeGreaterThan(one.start)
          end = one.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
        if (!/\d13812348000|13812348000\d/.test(text)) expect(maskSensitive(text)).not.toContain('13812348000')
      }),
    )
  })
})

describe('a mebibyte of the worst', () => {
  // Work in the square of the length would take hours here; the runner's patience ends after half a minute.
  it.each([
    '1',
    'a',
    '@',
    'a@',
    'a.@',
    '3栋',
    '1 ',
    '1-',
    '本人',
    '住址',
    '湘A',
    '湘AA',
    '一',
    '(',
    '0731-',
    'X1',
    '联系人：李',
    '家住3栋',
    '电话',
  ])('of %j is gone through', (piece) => {
    const text = piece.repeat(Math.ceil(2 ** 20 / piece.length))
    for (const { start, end } of sensitiveIn(text)) expect(end - start).toBeLessThan(text.length + 1)
  })
})
