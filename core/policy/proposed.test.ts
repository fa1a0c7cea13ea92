import { describe, expect, it } from 'vitest'
import { nothingYet } from '../case/state.ts'
import { houseFiles } from '../testing/house-rules.ts'
import { problemsAfter } from '../testing/problems-after.ts'
import { packInForce } from './pack-in-force.ts'
import { pack } from './pack-shape.ts'
import { hearing, ruledProposals } from './proposed.ts'

const source = { clause: '1' }

/** What a pack with these rules proposes for a text. */
function proposed(order: readonly object[], text: string, regime: object = {}) {
  const rules = packInForce(pack.parse({ ...houseFiles, proposals: { order } }), 'f'.repeat(64))
  const regimes = [{ pack: rules.id, hash: rules.hash, version: '1.0', axes: {}, ...regime }]
  return ruledProposals(rules, { ...nothingYet, exists: true, channel: 'phone', regimes }, hearing(text))
}

const broken = { id: 'broken', says: ['坏了', 'broke'], axes: { content: 'product' }, source }
const rude = { id: 'rude', says: ['态度'], axes: { content: 'service' }, source }

describe('the rules of a pack', () => {
  it('propose the class of the first that holds, with the words that were found', () => {
    const { axes } = proposed([broken, rude], '机器坏了，客服态度也差')
    expect(axes.content).toEqual({ value: 'product', rule: 'proposals.broken', words: ['坏了'] })
    expect(proposed([rude, broken], '机器坏了，客服态度也差').axes.content?.value).toBe('service')
    expect(proposed([broken, rude], '没有什么').axes).toEqual({})
  })

  it.each([
    ['ＢＲＯＫＥ down', true],
    ['it broke', true],
    ['The bro-ke', false],
    ['heartbroken', false],
    ['用BROKE机', true],
  ])('hear Latin words from their beginning, in any width and case: %s', (text, heard) => {
    expect(hearing(text)(broken.says).length > 0).toBe(heard)
  })

  it('are silent where a word stands that they exclude, or their condition does not hold', () => {
    expect(proposed([{ ...broken, unless: ['修好'] }], '坏了，已修好').axes).toEqual({})
    expect(proposed([{ ...broken, when: 'channel == "web"' }], '坏了').axes).toEqual({})
    expect(proposed([{ ...broken, when: 'channel == "phone"' }], '坏了').axes.content?.value).toBe('product')
  })

  it('never checked against their document propose nothing', () => {
    expect(proposed([{ ...broken, source: { clause: '1', confidence: 'C' } }], '坏了').axes).toEqual({})
  })

  it('see the classes that rules before them propose, and those a person has set before these', () => {
    const again = { id: 'again', when: 'axes.content == "product"', axes: { nature: 'repeat' }, source }
    expect(proposed([broken, again], '坏了').axes.nature?.value).toBe('repeat')
    expect(proposed([broken, again], '坏了', { axes: { content: 'service' } }).axes.nature).toBeUndefined()
  })

  it('propose the grade that follows from the proposed classes, where it is graver than the present one', () => {
    expect(proposed([broken], '坏了', { grade: 'normal' }).grade).toEqual({
      value: 'urgent',
      rule: 'grades.urgent',
      words: [],
    })
    expect(proposed([broken], '坏了', { grade: 'urgent' }).grade).toBeUndefined()
    expect(proposed([rude], '态度', { grade: 'normal' }).grade).toBeUndefined()
  })
})

describe('a pack is refused whose rules', () => {
  it.each([
    ['name an axis it lacks', { ...broken, axes: { mood: 'bad' } }, 'axes.mood: there is no axis mood'],
    [
      'name a class it lacks',
      { ...broken, axes: { content: 'x' } },
      'axes.content: content has no class x; it has product, service',
    ],
    ['name a grade it lacks', { ...broken, grade: 'x' }, 'grade: there is no grade x'],
    [
      'hold a channel against what it never is',
      { ...broken, when: 'channel == "x"' },
      'when: channel is never "x"; it can be phone, web',
    ],
  ])('%s', (_, rule, text) => {
    expect(problemsAfter((files) => Object.assign(files, { proposals: { order: [rule] } }))).toEqual([
      `proposals.order.0.${text}`,
    ])
  })

  it('are never reached, since one above takes the same words', () => {
    const order = [broken, { ...rude, says: ['it broke'] }]
    expect(problemsAfter((files) => Object.assign(files, { proposals: { order } }))).toEqual([
      'proposals.order.1.says.0: "it broke" brings about broken above, which proposes for the same; here it is never reached',
    ])
  })
})
