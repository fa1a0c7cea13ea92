import { describe, expect, it } from 'vitest'
import { houseRules } from '../testing/house-rules.ts'
import { lintPack, reasonFor } from './lint.ts'
import type { Duty, Pack } from './pack-shape.ts'
import type { Received } from './receipts.ts'

const source = { clause: '1', confidence: 'A' } as const
const duty = (stops_on: Duty['stops_on'], allow: string, rest: Partial<Duty> = {}): Duty => ({
  duty: { zh: '义务', en: 'Duty' },
  starts_on: 'CaseRegistered',
  stops_on,
  allow: { '2020-01-01': allow },
  warn: [{ at: '100%', tell: ['handler', 'supervisor'] }],
  source,
  ...rest,
})
const pack = (obligations: Record<string, Duty>, rest: Partial<Pack> = {}): Pack => ({
  ...structuredClone(houseRules.content),
  obligations,
  ...rest,
})
const linted = (obligations: Record<string, Duty>) => lintPack(pack(obligations))

describe('a step that may be done later than one that follows it', () => {
  it('is named, with all that follow it and are due before', () => {
    const answers = { soon: duty(['ComplaintAnswered'], '1 working day'), late: duty(['ComplaintAnswered'], '5 days') }
    expect(linted({ tell: duty(['ComplainantInformed'], '72 h'), ...answers })).toContainEqual({
      rule: 'late-before',
      at: 'tell',
      others: ['soon'],
    })
  })

  it('is none where the earlier step is due at the same time, starts elsewhere or does not run then', () => {
    const answer = duty(['ComplaintAnswered'], '24 h', { only_if: 'invalid' })
    expect(linted({ tell: duty(['ComplainantInformed'], '24 h'), answer })).toEqual([])
    expect(linted({ tell: duty(['ComplainantInformed'], '72 h', { starts_on: 'CaseAccepted' }), answer })).toEqual([])
    expect(linted({ tell: duty(['ComplainantInformed'], '72 h', { only_if: 'valid' }), answer })).toEqual([])
    expect(linted({ tell: duty(['ComplainantInformed'], '72 h', { only_if: 'invalid' }), answer })).toHaveLength(1)
  })

  it('is judged by the limit that applies in the end', () => {
    const tell = duty(['ComplainantInformed'], '72 h', { allow: { '2020-01-01': '72 h', '2026-01-01': '12 h' } })
    expect(linted({ tell, answer: duty(['ComplaintAnswered'], '24 h') })).toEqual([])
  })
})

it('two limits for one act are named once', () => {
  const [days, working] = [duty(['ComplaintAnswered'], '7 days'), duty(['ComplaintAnswered'], '5 working days')]
  expect(linted({ days, working })).toEqual([{ rule: 'two-limits', at: 'days', others: ['working'] }])
  expect(linted({ days, working: { ...working, only_if: 'valid' } })).toEqual([])
  expect(linted({ days, working: { ...working, stops_if: 'solved' } })).toEqual([])
})

describe('a grade', () => {
  const grade = (id: string, when?: string) => ({ id, name: { zh: id, en: id }, source, ...(when && { when }) })
  const graded = (conditions: Record<string, string>, obligations: Record<string, Duty> = {}) => {
    const order = [...Object.entries(conditions).map(([id, when]) => grade(id, when)), grade('general')]
    return lintPack(pack(obligations, { grades: { order, lowering: houseRules.content.grades.lowering } }))
  }

  it.each([
    ['group_size >= 10', 'group_size >= 10'],
    ['group_size >= 3', 'group_size > 9'],
    ['lawsuit == "begun"', 'outside_help && lawsuit == "begun"'],
    ['channel in ["web", "phone"] || valid', '(valid && our_fault) || channel == "web"'],
    ['media != "none"', 'media == "likely" && group_size >= 2'],
    ['true', 'our_fault'],
  ])('below one for `%s` is got by no complaint with `%s`', (above, below) => {
    expect(graded({ major: above, hot: below })[0]).toEqual({ rule: 'shadowed-grade', at: 'hot', others: ['major'] })
  })

  it.each([
    ['group_size >= 10', 'group_size >= 9'],
    ['outside_help && lawsuit == "begun"', 'lawsuit == "begun"'],
    ['channel == "web"', 'channel in ["web", "phone"]'],
    ['!(our_fault && valid)', '!our_fault'],
    ['axes.content == "product"', 'axes.content != "service"'],
  ])('below one for `%s` may still be got with `%s`', (above, below) => {
    expect(graded({ major: above, hot: below })).toEqual([])
  })

  it('whose condition never holds is named, unless a step of a duty raises to it', () => {
    const never = {
      hot: 'group_size >= 3 && group_size < 3 || channel == "web" && channel == "phone" || valid && !valid',
    }
    expect(graded(never)).toEqual([{ rule: 'never-grade', at: 'hot', others: [] }])
    const warn = [{ at: '100%', tell: ['supervisor'], raise: 'hot' }]
    expect(graded(never, { answer: duty(['ComplaintAnswered'], '7 days', { warn }) })).toEqual([])
  })
})

describe('a duty of whose breach nobody is sure to learn', () => {
  const told = (tell: string[], rest: Partial<Duty> = {}) =>
    linted({ answer: duty(['ComplaintAnswered'], '7 days', { warn: [{ at: '100%', tell }], ...rest }) })

  it('tells only the handler, the complainant or who may not read', () => {
    const tell = ['handler', 'complainant', 'clerk']
    expect(told(tell)).toEqual([{ rule: 'told-nobody', at: 'answer', others: tell }])
  })

  it('is none with a post that may read, a later step, or a handler there is', () => {
    expect(told(['handler', 'auditor'])).toEqual([])
    expect(told(['handler'], { starts_on: 'CaseAssigned' })).toEqual([])
    const late = {
      warn: [
        { at: '100%', tell: ['handler'] },
        { after: '24 h', tell: ['director'] },
      ],
    }
    expect(told([], late)).toEqual([])
  })

  it('is none where the duty is switched off', () => {
    expect(told(['handler'], { source: { clause: '1', confidence: 'C' } })).toEqual([])
  })
})

it('an exception explains its own finding and no other', () => {
  const obligations = {
    days: duty(['ComplaintAnswered'], '7 days'),
    working: duty(['ComplaintAnswered'], '5 working days'),
    tell: duty(['ComplainantInformed'], '9 days'),
  }
  const manifest = structuredClone(houseRules.content.manifest)
  const reason = { zh: '原文如此', en: 'The document says so' }
  manifest.exceptions = [{ rule: 'two-limits', at: 'days', reason }]
  const explained = pack(obligations, { manifest })
  const open = lintPack(explained).filter((finding) => !reasonFor(explained, finding))
  expect(open.map(({ at }) => at)).toEqual(['tell'])
})

describe('a duty whose limit depends on how a complaint came in', () => {
  const limit = (channels: string[], received: Received[]) => ({
    channels,
    received,
    allow: { '2020-01-01': '1 h' },
    source,
  })
  const limited = (...limits: NonNullable<Duty['limits']>) =>
    linted({ forward: { ...duty(['CaseForwarded'], '1 h', { limits }), allow: undefined } })

  it('is named with the channels for which it has none at some time', () => {
    const phone = limit(['phone'], ['office-hours', 'after-hours', 'day-off'])
    expect(limited(phone, limit(['web'], ['office-hours']))).toEqual([
      { rule: 'channel-gap', at: 'forward', others: ['web'] },
    ])
    expect(limited(phone)).toEqual([{ rule: 'channel-gap', at: 'forward', others: ['web'] }])
  })

  it('is not where the lines together take all', () => {
    expect(
      limited(limit(['phone', 'web'], ['office-hours']), limit(['phone', 'web'], ['after-hours', 'day-off'])),
    ).toEqual([])
  })
})
