import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lettersOf } from '../understanding/normalise.ts'
import { blocksOf, cutSpots, readBlocks, writeBlocks } from './blocks.ts'
import { fold, placesOf } from './fold.ts'
import { coveredBy, coverOf, eachGram, pairOf, places } from './grams.ts'
import { findTerm, nextTerm, readPage, writeTerm } from './page.ts'
import { before, casesIn, casesUpTo, inCasesOf, newWriter, readSpots, together, writeSpots } from './spots.ts'
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
    const rarestFirst = coverOf(phrase)
      .map(({ gram, behind }) => ({ spots: Float64Array.from(lists.get(gram) ?? []), behind }))
      .sort((one, other) => one.spots.length - other.spots.length)
    const [first, ...others] = coveredBy(rarestFirst)
    return others.reduce<Float64Array>(
      (spots, other) => before(spots, other.spots, other.behind - (first?.behind ?? 0)),
      first?.spots ?? new Float64Array(),
    ).length
  }

  it('tell a letter from a pair', () => {
    expect(pairOf(1, 2)).not.toBe(pairOf(2, 1))
    expect(coverOf(Uint16Array.of(7))).toEqual([{ gram: 7, behind: 0 }])
    expect(coverOf(Uint16Array.of(1, 2, 3, 4, 5)).map(({ behind }) => behind)).toEqual([0, 1, 2, 3])
    expect(coverOf(new Uint16Array(10)).map(({ behind }) => behind)).toEqual([0, 2, 4, 6, 8])
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

  it('are taken case by case, as many as are asked for', () => {
    const range = { from: fc.nat(300), until: fc.nat(300), most: fc.integer({ min: 1, max: 30 }) }
    fc.assert(
      fc.property(spotList, fc.record(range), (spots, asked) => {
        const ordinals = [...new Set([...spots].map((spot) => Math.floor(spot / places)))]
        const within = ordinals.filter((one) => one >= asked.from && one < asked.until)
        const taken = casesUpTo(spots, asked)
        expect([...taken.spots].map((spot) => Math.floor(spot / places))).toEqual(within.slice(0, asked.most))
        expect(taken.until).toBe(within[asked.most] ?? asked.until)
      }),
    )
  })
})

describe('a page', () => {
  it('gives back each term and nothing for the others', () => {
    const terms = [0, 5, 2 ** 32 + 7, 2 ** 48 - 1]
    const writer = newWriter(1)
    const listOf = (term: number) => ({ bytes: Uint8Array.of(term % 251, 1), inBlocks: term % 2 === 1 })
    for (const term of terms) writeTerm(writer, term, listOf(term))
    const bytes = writer.bytes.slice(0, writer.length)
    const reader = readPage(bytes)
    for (const term of terms) {
      expect([nextTerm(reader), reader.term, reader.list]).toEqual([true, term, listOf(term)])
      expect(findTerm(bytes, term)).toEqual(listOf(term))
    }
    expect(nextTerm(reader)).toBe(false)
    for (const term of [1, 6, 2 ** 40]) expect(findTerm(bytes, term)).toBeUndefined()
  })
})

describe('blocks', () => {
  it('are a list cut between cases, and are found again by the cases one looks for', () => {
    fc.assert(
      fc.property(spotList, fc.integer({ min: 1, max: 9 }), spotList, (spots, parts, among) => {
        fc.pre(spots.length > 0)
        const cut = cutSpots(spots, parts)
        expect(cut.flatMap((part) => [...part])).toEqual([...spots])
        const writer = newWriter(1)
        writeBlocks(writer, cut)
        const blocks = readBlocks(writer.bytes.slice(0, writer.length))
        expect(blocks.cases).toBe(casesIn(spots))
        const opened = together(blocksOf(blocks, among).map((block) => cut[block] as Float64Array))
        expect([...inCasesOf(opened, among)]).toEqual([...inCasesOf(spots, among)])
      }),
    )
  })

  it('that hold none of the cases stay closed', () => {
    const cut = [0, 1, 2].map((n) => Float64Array.of(n * 10 * places, (n * 10 + 5) * places))
    const writer = newWriter()
    writeBlocks(writer, cut)
    const blocks = readBlocks(writer.bytes.slice(0, writer.length))
    expect(blocksOf(blocks, Float64Array.of(3 * places, 4 * places, 21 * places))).toEqual([0, 2])
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
