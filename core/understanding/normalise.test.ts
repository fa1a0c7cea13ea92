import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lettersOf, normalise } from './normalise.ts'

const letters = lettersOf([
  ['噪', '噪'],
  ['擾', '扰'],
  ['車', '车'],
  ['停车', '停车场'],
])

describe('a text as it is compared', () => {
  it.each([
    ['Ａ３区，丽发新城！！', 'a3区 丽发新城'],
    ['  停車\t擾民\n……', '停车 扰民'],
    ['100㎡ Café', '100m2 café'],
    ['e\u0301te\u0301 𠮷野家 🙂ok', 'été 𠮷野家 ok'],
    ['車 ㎡', '车 m2'],
    ['', ''],
    ['？！', ''],
  ])('%j is %j', (text, compared) => {
    expect(normalise(text, letters)).toBe(compared)
  })

  it('stays as it is when it is made comparable again, and has no gap twice or at an end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalise(text, letters)
        expect(normalise(once, letters)).toBe(once)
        expect(once).not.toMatch(/^ | $| {2}/)
      }),
    )
  })

  it('does not depend on what it is joined with', () => {
    const words = fc.string({ unit: fc.constantFrom('車', '车', 'Ａ', '，', ' ', '1', '㎡', '擾') })
    fc.assert(
      fc.property(words, words, (one, other) => {
        const apart = [normalise(one, letters), normalise(other, letters)].filter(Boolean).join(' ')
        expect(normalise(`${one}。${other}`, letters)).toBe(apart)
      }),
    )
  })

  it('is as long as it has to be', () => {
    expect(normalise('投诉'.repeat(100_000), letters)).toHaveLength(200_000)
  })
})
