import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../search/fold.ts'
import { likelyLink, type Resemblance } from './likely-link.ts'
import { bandsOf, likeness, shinglesOf } from './min-hash.ts'
import { lettersOf } from './normalise.ts'
import { sharedPhrases } from './shared-phrases.ts'

const letters = lettersOf()
const shingles = (text: string) => shinglesOf(fold(text, letters).units)
const told =
  '本人于三月一日在城东加油站加了两百元的九二号汽油，出站不到五百米发动机就开始抖动，修理厂说油里有水。加油站的人说与他们无关，打了三次电话没有人回复，要求赔偿修车费并书面道歉。'
const again = told.replace('三月一日', '三月二日').replace('三次', '四次')
const foreign =
  '小区三号楼的电梯停运了两周，物业说等配件，老人上下楼很不方便，希望尽快修好，并且减免这段时间的物业费用。'

const sharedBands = (one: string, other: string) => {
  const key = ({ band, least }: { band: number; least: readonly number[] }) => `${band} ${least.join(' ')}`
  const known = new Set(bandsOf(shingles(one)).map(key))
  return bandsOf(shingles(other)).filter((band) => known.has(key(band))).length
}

describe('min-hash', () => {
  it('gives texts that are alike bands in common, and others none', () => {
    expect(likeness(shingles(told), shingles(again))).toBeGreaterThan(0.7)
    expect(sharedBands(told, again)).toBeGreaterThan(6)
    expect(likeness(shingles(told), shingles(foreign))).toBeLessThan(0.05)
    expect(sharedBands(told, foreign)).toBe(0)
  })

  it('estimates: the more two texts share, the more bands', () => {
    const word = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x5200 }).map((code) => String.fromCharCode(code)),
      minLength: 60,
      maxLength: 90,
    })
    let [near, far] = [0, 0]
    fc.assert(
      fc.property(word, word, (one, other) => {
        near += sharedBands(one, one.slice(0, -12) + other.slice(0, 12))
        far += sharedBands(one, one.slice(0, 20) + other.slice(0, 60))
      }),
      { numRuns: 60, seed: 3 },
    )
    expect(near).toBeGreaterThan(far * 2)
  })

  it('says nothing of a text that is too short', () => {
    expect(bandsOf(shingles('太短了不算数'))).toEqual([])
  })
})

describe('shared phrases', () => {
  it('are the longest ones, as the other text has them', () => {
    const phrases = sharedPhrases(fold('修理厂說，油里有水。电话没有人回复', letters), fold(told, letters), told)
    expect(phrases).toEqual(['电话没有人回复'])
    expect(sharedPhrases(fold(foreign, letters), fold(told, letters), told)).toEqual([])
  })
})

describe('the link that suggests itself', () => {
  const base: Resemblance = {
    likeness: 0,
    samePerson: false,
    sameProduct: false,
    samePlace: false,
    ended: false,
    daysApart: 0,
  }
  it.each([
    ['duplicate', { likeness: 0.8, samePerson: true, daysApart: 2 }],
    ['repeat', { likeness: 0.8, samePerson: true, daysApart: 20 }],
    ['repeat', { likeness: 0.2, samePerson: true, daysApart: 2 }],
    ['second-complaint', { likeness: 0.2, samePerson: true, ended: true }],
    ['same-cause', { likeness: 0.2, daysApart: 10 }],
    [undefined, { likeness: 0.2, daysApart: 200 }],
    [undefined, { samePerson: true }],
    [undefined, { sameProduct: true }],
  ])('%s', (kind, one) => {
    expect(likelyLink({ ...base, ...one })).toBe(kind)
  })
})
