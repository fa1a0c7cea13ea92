import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KnownPerson } from './known-persons.ts'
import { checkSign } from './sensitive-numbers.ts'
import { type Substitutes, withoutPersons } from './without-persons.ts'

const words = Object.fromEntries(
  'identity bank-card mobile landline email plate address name number link masked'
    .split(' ')
    .map((kind) => [kind, kind]),
) as Substitutes
const nobody = { isPerson: true, numbers: [], addresses: [] }
const wang: KnownPerson = {
  as: '投诉人',
  name: '王建国',
  isPerson: true,
  numbers: ['+86 138-1234-8000', '0731-88881234', '110105194912310021'],
  addresses: ['wang@example.com', '芙蓉中路8号'],
}
const clean = (text: string, ...known: KnownPerson[]) => withoutPersons(text, known.length > 0 ? known : [wang], words)

describe('a text that leaves the house', () => {
  it.each([
    ['王建国来电，王先生说建国路口排队', '[投诉人]来电，[投诉人]说[投诉人]路口排队'],
    ['王 建 国；王·建国；王\u200b建国', '[投诉人]；[投诉人]；[投诉人]'],
    ['电话１３８１２３４８０００，或一三八 一二三四 八零零零', '电话[投诉人]，或[投诉人]'],
    ['座机88881234，证件110105 19491231 0021', '座机[投诉人]，证件[投诉人]'],
    ['写信到 WANG@EXAMPLE.COM，住芙蓉中路 8 号', '写信到 [投诉人]，住[投诉人]'],
    ['另有13912345678和 https://a.example/?u=1 与 6222 0212 3456 7890 127', '另有[mobile]和 [link] 与 [number]'],
    ['见https://a.example/b，谢谢', '见[link]谢谢'],
    ['李** 的电话 138****00', '[masked] 的电话 [masked]'],
    ['油站三号枪多收 12.50 元，2026-02-13 10:00 起未退', '油站三号枪多收 12.50 元,2026-02-13 10:00 起未退'],
  ])('%s', (text, expected) => {
    // Letters of full width become those of half width: the commas of Chinese among them.
    expect(clean(text)).toBe(expected.normalize('NFKC'))
  })

  it('has other names as whole words in any case, and those of firms only whole', () => {
    const smith: KnownPerson = { ...nobody, as: 'complainant', name: 'Anna Smith' }
    const firm: KnownPerson = { ...nobody, isPerson: false, as: 'complainant', name: '华远石油公司' }
    expect(clean('ANNA said Ms Smith, smithy', smith)).toBe('[complainant] said Ms [complainant], smithy')
    expect(clean('华远石油公司说华远路堵', firm)).toBe('[complainant]说华远路堵')
  })
})

// None of the letters around is one of a name, of a number or of a word that stands in for them.
const around = fc.string({ unit: fc.constantFrom('油', '枪', '，', '。', ' ', 'x', '(', '\n'), maxLength: 12 })
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))
const between = (most: number) => fc.string({ unit: fc.constantFrom(' ', '-', '·', '.'), maxLength: most })
const numerals = [
  '0０零〇',
  '1１一壹',
  '2２二贰',
  '3３三叁',
  '4４四肆',
  '5５五伍',
  '6６六陆',
  '7７七柒',
  '8８八捌',
  '9９九玖',
]

/** A number as somebody may write it: each digit in one of its forms, signs between. */
const written = (number: string) =>
  fc
    .tuple(
      ...Array.from(number, (sign) => fc.constantFrom(...(numerals[Number(sign)] ?? sign))),
      fc.array(between(2), { minLength: number.length, maxLength: number.length }),
    )
    .map((all) => {
      const gaps = all.at(-1) as readonly string[]
      return (all.slice(0, -1) as string[]).map((sign, at) => sign + gaps[at]).join('')
    })
const digitsIn = (text: string) =>
  Array.from(text, (sign) => {
    const value = numerals.findIndex((forms) => forms.includes(sign))
    return value < 0 ? '' : value
  }).join('')

describe('whatever stands around it', () => {
  it('no known number leaves, however it is written', () => {
    const planted = digits(9).chain((rest) => fc.tuple(fc.constant(`13${rest}`), written(`13${rest}`)))
    fc.assert(
      fc.property(around, planted, around, (before, [number, spelled], after) => {
        const left = clean(before + spelled + after, { ...nobody, as: 'p', numbers: [number] })
        expect(digitsIn(left)).toBe('')
      }),
    )
  })

  it('no known name leaves, with blanks or signs nobody sees between its letters', () => {
    const letter = fc.constantFrom(...'建国芳伟静敏磊洋')
    const name = fc
      .tuple(fc.constantFrom('王', '欧阳', '赵'), letter, fc.option(letter, { nil: '' }))
      .map((parts) => parts.join(''))
    const gap = fc.string({ unit: fc.constantFrom(' ', '·', '\u200b', '\u2060'), maxLength: 2 })
    fc.assert(
      fc.property(around, name, gap, around, (before, name, gap, after) => {
        const spelled = Array.from(name).join(gap)
        const left = clean(before + spelled + after, { ...nobody, as: 'p', name })
        expect(left).not.toMatch(new RegExp(`[${name}]`))
      }),
    )
  })

  it('no card of identity and no long number of anybody leaves', () => {
    const birthday = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
    const card = fc.tuple(birthday, digits(3)).map(([born, rest]) => {
      const body = `430102${born.toISOString().slice(0, 10).replaceAll('-', '')}${rest}`
      return body + checkSign(body)
    })
    const account = digits(19).map((all) => all.replace(/\d{4}(?=\d)/g, '$& '))
    fc.assert(
      fc.property(around, fc.oneof(card, account, digits(12)), around, (before, number, after) => {
        expect(clean(before + number + after)).not.toMatch(/\d{4}/)
      }),
    )
  })

  it('a text that tells of nobody stays as it is', () => {
    fc.assert(
      fc.property(around, (text) => {
        expect(clean(text)).toBe(text.normalize('NFKC'))
      }),
    )
  })
})
