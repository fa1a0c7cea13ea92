import { describe, expect, it } from 'vitest'
import { houseRules } from '../testing/house-rules.ts'
import { lintAcross, reasonAcross } from './lint-across.ts'
import { staleExceptions } from './lint-stale.ts'
import type { Duty, Pack } from './pack-shape.ts'

const source = { clause: '1', confidence: 'A' } as const
const reason = { zh: '原文如此', en: 'The documents say so' }

const called = { zh: '登记', en: 'Registered' }
const registers = (allow: string, rest: Partial<Duty> = {}): Duty => ({
  duty: called,
  starts_on: 'CaseRegistered',
  stops_on: ['CaseAccepted', 'CaseRefused'],
  allow: { '2020-01-01': allow },
  warn: [{ at: '100%', tell: ['supervisor'] }],
  source,
  ...rest,
})
const scheme = (id: string, change: (pack: Pack) => void): Pack => {
  const pack = structuredClone(houseRules.content)
  pack.manifest.id = id
  pack.obligations = {}
  change(pack)
  return pack
}
const registering = (id: string, allow: string, rest: Partial<Duty> = {}) =>
  scheme(id, (pack) => {
    pack.obligations.register = registers(allow, rest)
  })
const rules = (...packs: Pack[]) => lintAcross(packs).map(({ rule, sides }) => [rule, ...sides.map(({ pack }) => pack)])

describe('registration', () => {
  it('within hours in one scheme and in a week in another is named, with both clauses', () => {
    expect(lintAcross([registering('bank', '2 h'), registering('firm', '7 working days')])).toEqual([
      {
        rule: 'registration-apart',
        sides: [
          { pack: 'bank', at: 'register', called, says: { zh: '2 小时', en: '2 h' }, source },
          { pack: 'firm', at: 'register', called, says: { zh: '7 个工作日', en: '7 working days' }, source },
        ],
      },
    ])
  })

  it('may differ by less, and is not compared with a regulation or what is not for every complaint', () => {
    const bank = registering('bank', '2 h')
    expect(rules(bank, registering('firm', '1 working day'))).toEqual([])
    expect(rules(bank, registering('firm', '7 days', { only_if: 'channel == "web"' }))).toEqual([])
    expect(rules(bank, registering('firm', '7 days', { stops_on: ['ComplaintAnswered'] }))).toEqual([])
    const law = registering('law', '7 days')
    expect(rules(bank, { ...law, manifest: { ...law.manifest, regulation: true } })).toEqual([])
  })
})

it('a grade of one name that two schemes give for different reasons is named', () => {
  const renamed = scheme('firm', ({ grades }) => {
    const [urgent, important] = grades.order
    if (urgent) urgent.id = 'grave'
    if (important) important.when = 'outside_help'
  })
  expect(
    rules(
      scheme('bank', () => {}),
      scheme('other', () => {}),
    ),
  ).toEqual([])
  expect(lintAcross([scheme('bank', () => {}), renamed]).map(({ sides }) => sides.map(({ at }) => at))).toEqual([
    ['important', 'important'],
  ])
})

it('one report on two days is named, in two packs or in one; another subject or rhythm is another report', () => {
  const report = (day: number, rest = {}) => ({
    name: reason,
    subject: 'complaints',
    every: 'month' as const,
    falls: { '2020-01-01': { day, of: 'next' as const, day_off: 'after' as const, source } },
    from: { posts: ['supervisor'], source },
    to: { posts: ['director'], source },
    contains: [{ text: reason, source }],
    source,
    ...rest,
  })
  const bank = scheme('bank', (pack) => {
    pack.reports = {
      monthly: report(5),
      other: report(9, { subject: 'money' }),
      meeting: report(3, { every: 'quarter' }),
    }
  })
  const firm = scheme('firm', (pack) => {
    pack.reports = { monthly: report(5), units: report(27) }
  })
  const found = lintAcross([bank, firm]).map(({ sides }) =>
    sides.map(({ pack, at, says }) => `${pack}.${at} ${says.en} ${says.zh}`),
  )
  expect(found).toEqual([
    ['bank.monthly day 5 of next month 次月第 5 日', 'firm.units day 27 of next month 次月第 27 日'],
    ['firm.monthly day 5 of next month 次月第 5 日', 'firm.units day 27 of next month 次月第 27 日'],
  ])
})

describe('an exception between packs', () => {
  const bank = registering('bank', '2 h')
  const firm = (...clauses: string[]) => {
    const pack = registering('firm', '7 days')
    pack.manifest.exceptions = [{ rule: 'registration-apart', at: 'register', with: clauses, reason }]
    return pack
  }
  const open = (...packs: Pack[]) => lintAcross(packs).filter((one) => !reasonAcross(packs, one))

  it('recorded in either of them explains it', () => {
    expect(open(bank, firm('bank.register'))).toEqual([])
    expect(open(firm('bank.register'), bank)).toEqual([])
    expect(open(bank, firm('bank.answer'))).toHaveLength(1)
  })

  it('is named where it explains nothing, unless the other pack is not there', () => {
    expect(staleExceptions([bank, firm('bank.register', 'shop.register')])).toEqual([])
    expect(staleExceptions([registering('bank', '3 days'), firm('bank.register')])).toEqual([
      { pack: 'firm', rule: 'registration-apart', at: 'register', with: 'bank.register' },
    ])
    const own = scheme('firm', ({ manifest }) => {
      manifest.exceptions = [{ rule: 'two-limits', at: 'reply', reason }]
    })
    expect(staleExceptions([own])).toEqual([{ pack: 'firm', rule: 'two-limits', at: 'reply' }])
  })
})
