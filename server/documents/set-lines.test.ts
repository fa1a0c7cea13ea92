import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legible } from './legible.ts'
import { type Line, lineSetter } from './set-lines.ts'
import type { Typeface } from './typefaces.ts'

/** Signs of the plane of the first languages, all of one em; and a second face for what only it has. */
const han: Typeface = { face: 'han', has: (sign) => sign < 0x10000 && sign !== 0x151, widthOf: () => 1 }
const latin: Typeface = { face: 'latin', has: (sign) => sign < 0x250, widthOf: () => 0.5 }
const set = lineSetter([han, latin])
const textOf = (line: Line) => line.map(({ text }) => text).join('')
const lines = (text: string, em: number) => set(text, em * 10, 10).map(textOf)

describe('a text set in lines', () => {
  it('begins no line with what closes and ends none with what opens', () => {
    expect(lines('他说：“好的”，然后走了。', 6)).toEqual(['他说：“好', '的”，然后走', '了。'])
    expect(lines('退款（以下称甲）。完', 3)).toEqual(['退款', '（以下', '称', '甲）。', '完'])
    const text = fc.array(fc.constantFrom(...'投诉人银行退款。，、；：！？」』）》“”（「《'), { maxLength: 60 })
    fc.assert(
      fc.property(text, fc.integer({ min: 14, max: 30 }), (signs, width) => {
        // What is allowed to stand together without end is cut where it has to be.
        const runs = signs.join('').match(/[。，、；：！？」』）》“”（「《]{8,}/)
        fc.pre(!runs)
        for (const [at, line] of lines(signs.join(''), width).entries()) {
          if (at > 0) expect(line).not.toMatch(/^[。，、；：！？」』）》]/)
        }
      }),
    )
  })

  it('loses nothing and runs over no edge, whatever is written', () => {
    const signs = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(signs, fc.integer({ min: 12, max: 40 }), (text, width) => {
        const set = lines(text, width)
        const whole = legible(text, (sign) => (sign.codePointAt(0) as number) < 0x10000)
        expect(set.join('').replaceAll(/\s/g, '')).toBe(whole.replaceAll(/\s/g, ''))
        for (const line of set) expect([...line.trimEnd()].length).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('cuts a run without a break where the line ends', () => {
    expect(lines('a'.repeat(25), 10)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)])
    expect(lines('x'.repeat(10_000), 10)).toHaveLength(1000)
  })

  it('takes the first face that has a sign', () => {
    expect(set('Erdős 先生', 200, 10)).toEqual([
      [
        { text: 'Erd', face: 'han' },
        { text: 'ő', face: 'latin' },
        { text: 's 先生', face: 'han' },
      ],
    ])
  })
})

describe('a text that cannot be printed as it is', () => {
  const all = (sign: string) => sign.length === 1

  it('shows what is not seen, or turns others around, by its code', () => {
    expect(legible('余额\u202e元001', all)).toBe('余额〔U+202E〕元001')
    expect(legible('a\u0000b\u200bc\ufeff', all)).toBe('a〔U+0000〕b〔U+200B〕c〔U+FEFF〕')
    expect(legible('好😀👨‍👩', all)).toBe('好〔U+1F600 U+1F468 U+200D U+1F469〕')
    expect(legible('\ud800', all)).toBe('〔U+D800〕')
  })

  it('keeps the ends of lines, however they are written', () => {
    expect(legible('a\r\nb\rc\nd\te', all)).toBe('a\nb\nc\nd  e')
  })
})
