import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lettersOf } from '../understanding/normalise.ts'
import { fold, placesOf } from './fold.ts'
import { coverOf, eachGram, pairOf, places } from './grams.ts'
import { findTerm, termsIn, writeTerm } from './page.ts'
import { before, inCasesOf, newWriter, readSpots, together, writeSpots } from './spots.ts'
import { phoneEnds, wordsOf } from './wanted.ts'

const letters = lettersOf([
  ['寬', '宽'],
  ['帶', '带'],
])

/** Few different signs, so that phrases come back. */
const text = fc.string({
  unit: fc.constantFrom('宽', '寬', '带', '帶', 'A', 'ａ', '3', '。', ' ', '😀', '故'),
  maxLength: 40,
})
const spotList = fc
  .uniqueArray(fc.tuple(fc.nat(300), fc.nat(2000)), {
    selector: ([ordinal, place]) => `${ordinal} ${place}`,
    maxLength: 200,
  })
  .map((all) => Float64Array.from(all, ([ordinal, place]) => ordinal * places + place).sort())

describe('fold', () => {
  it('makes one of traditional and simplified, full and half width, large and small', () => {
    expect(String.fromCharCode(...fold('《寬帶》 ＷｉＦｉ-１', letters).units)).toBe('宽带wifi1')
    expect([...fold('，寬、帶', letters).at]).toEqual([1, 3])
  })

  it('folds a part of a text to a part of the folded text', () => {
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (whole, from, length) => {
        const part = fold(whole.slice(from, from + length), letters).units
        fc.pre(part.length > 0)
        expect(placesOf(part, fold(whole, letters))).not.toEqual([])
      }),
    )
  })
})

describe('grams', () => {
  it('find a phrase where it stands and nowhere else', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), text, (fields, looked) => {
        const phrase = fold(looked, letters).units
        fc.pre(phrase.length > 0)
        const said = fields.map((one, n) => ({ field: n === 1 ? ('title' as const) : ('content' as const), text: one }))
        const naive = fields.reduce((sum, one) => sum + placesOf(phrase, fold(one, letters)).length, 0)
        expect(found(said, phrase)).toBe(phrase.length === 1 ? Math.min(1, naive) : naive)
      }),
      { numRuns: 500 },
    )
  })

  /** By the lists alone, as a search does it. */
  function found(said: Parameters<typeof eachGram>[1], phrase: Uint16Array): number {
    const lists = new Map<number, number[]>()
    const add = (gram: number, spot: number) => lists.set(gram, [...(lists.get(gram) ?? []), spot])
    eachGram('', said, letters, { letter: (gram) => lists.set(gram, [0]), pair: add })
    const [first, ...others] = coverOf(phrase).map(({ gram, behind }) => ({
      spots: Float64Array.from(lists.get(gram) ?? []),
      behind,
    }))
    return others.reduce<Float64Array>(
      (spots, other) => before(spots, other.spots, other.behind),
      first?.spots ?? new Float64Array(),
    ).length
  }

  it('tell a letter from a pair', () => {
    expect(pairOf(1, 2)).not.toBe(pairOf(2, 1))
    expect(coverOf(Uint16Array.of(7))).toEqual([{ gram: 7, behind: 0 }])
    expect(coverOf(Uint16Array.of(1, 2, 3, 4, 5)).map(({ behind }) => behind)).toEqual([0, 2, 3])
  })
})

describe('spots', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(spotList, (spots) => {
        const writer = newWriter(1)
        writeSpots(writer, spots, true)
        expect([...readSpots(writer.bytes.slice(0, writer.length)).spots]).toEqual([...spots])
      }),
    )
  })

  it('without places are one for each case', () => {
    const writer = newWriter()
    writeSpots(writer, [3 * places, 9 * places, 130_000 * places], false)
    const { spots, placed } = readSpots(writer.bytes.slice(0, writer.length))
    expect([...spots].map((spot) => spot / places)).toEqual([3, 9, 130_000])
    expect(placed).toBe(false)
  })

  it('are joined as sets are', () => {
    fc.assert(
      fc.property(spotList, spotList, (some, others) => {
        const cases = new Set([...others].map((spot) => Math.floor(spot / places)))
        expect([...inCasesOf(some, others)]).toEqual([...some].filter((spot) => cases.has(Math.floor(spot / places))))
        expect([...together([some, others])]).toEqual([...new Set([...some, ...others])].sort((a, b) => a - b))
      }),
    )
  })
})

describe('a page', () => {
  it('gives back each term and nothing for the others', () => {
    const terms = [0, 5, 2 ** 32 + 7, 2 ** 48 - 1]
    const writer = newWriter(1)
    for (const term of terms) writeTerm(writer, term, Uint8Array.of(term % 251, 1))
    const bytes = writer.bytes.slice(0, writer.length)
    expect([...termsIn(bytes)].map(([term]) => term)).toEqual(terms)
    for (const term of terms) expect([...(findTerm(bytes, term) ?? [])]).toEqual([term % 251, 1])
    for (const term of [1, 6, 2 ** 40]) expect(findTerm(bytes, term)).toBeUndefined()
  })
})

describe('the words of a query', () => {
  const plain = (typed: string) =>
    wordsOf(typed, letters).map(({ phrase, ...rest }) => ({ phrase: String.fromCharCode(...phrase), ...rest }))

  it('are what stands between blanks, without signs', () => {
    expect(plain(' 寬帶  ，故障。 !!')).toEqual([{ phrase: '宽带' }, { phrase: '故障' }])
  })

  it('of digits are the end of a phone as well, typed with blanks or without', () => {
    expect(plain('8000')).toEqual([{ phrase: '8000', digits: '8000' }])
    expect(plain('+86 138 1234-8000')).toEqual([{ phrase: '8613812348000', digits: '13812348000' }])
    expect(plain('800')).toEqual([{ phrase: '800' }])
    expect(phoneEnds('13812348000').slice(0, 2)).toEqual(['8000', '48000'])
  })

  it('with an at sign are an e-mail address as well', () => {
    expect(plain('Wang@Example.com')).toEqual([{ phrase: 'wangexamplecom', email: 'wang@example.com' }])
  })
})
