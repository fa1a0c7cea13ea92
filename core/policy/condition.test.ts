import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseState, nothingYet } from '../case/state.ts'
import { anyLife } from '../testing/any-command.ts'
import { given, registered } from '../testing/given.ts'
import { inEnglish } from '../testing/in-english.ts'
import { type Asked, compileCondition, conditionOf, sameForConditions } from './condition.ts'
import { comparisonsIn } from './condition-reading.ts'

describe('a condition', () => {
  it.each([
    ['group_size > "3"', /no such overload/],
    ['mood == "bad"', /Unknown variable: mood/],
    ['axes.content == 3', /no such overload/],
    ['grade ==', /Unexpected token/],
    ['grade', 'a condition is true or false; this is of the type string'],
    ['grade.matches("(a+)+$")', '`matches` is not allowed in a condition'],
    ['timestamp("2026") < timestamp("2027")', '`timestamp` is not allowed in a condition'],
    ['links[0] == "repeat"', '`[]` is not allowed in a condition: it compares, it does not compute'],
    ['group_size / 0 > 1', '`/` is not allowed in a condition: it compares, it does not compute'],
    ['"nature" in axes', 'an axis is written `axes.nature`, a count `people.same_cause`'],
    ['axes.nature.x == "a"', /Cannot index/],
  ])('is refused: %s', (text, why) => {
    const found = compileCondition(text)
    const problem = typeof found === 'function' ? 'none' : inEnglish(found)
    if (typeof why === 'string') expect(problem).toBe(why)
    else expect(problem).toMatch(why)
  })

  it.each([
    ['kind == "complaint" && channel == "phone"', true],
    ['axes.nature == "" && axes.unheard_of == ""', true],
    ['grade == "important"', true],
    ['valid || invalid', false],
    ['complainant in ["individual", "group"]', true],
    ['group_size >= 3', true],
    ['amount_asked > 99999', true],
    ['answered || solved || called_back', false],
    ['outcome == "" && response == ""', true],
    ['size(links) == 0 && !("complainant" in awaiting)', true],
    ['links.exists(one, one == "repeat")', false],
  ])('sees clear facts: %s', (text, holds) => {
    const { state } = given(registered({ groupSize: 3, amountAsked: { minor: 100_000, currency: 'CNY' } }))
    expect(conditionOf(text)(state, 'house')).toBe(holds)
  })

  it('sees what the investigation came to and what the complainant says to the answer', () => {
    const text = { secret: 'What was found', holder: 'case' }
    const { state } = given(
      registered(),
      { type: 'InvestigationConcluded', outcome: 'upheld', conclusion: text },
      { type: 'AnswerRecorded', party: 'p1', response: 'rejected', channel: 'phone' },
    )
    expect(conditionOf('outcome == "upheld" && response == "rejected"')(state, 'house')).toBe(true)
  })

  it('that was refused is a bug where it is used', () => {
    expect(() => conditionOf('mood == "bad"')).toThrow('Unknown variable: mood')
  })

  it('answers for every case there can be, and for none', () => {
    const all = conditionOf(
      'axes.a == "x" || grade.startsWith("u") || links.all(l, size(l) > 2) || (amount_asked >= 100 ? valid : "unit" in awaiting)',
    )
    expect(all(nothingYet, 'house')).toBe(true)
    fc.assert(
      fc.property(fc.gen(), (g) => {
        for (const { state } of anyLife(g, 20)) expect(typeof all(state, 'house')).toBe('boolean')
      }),
      { numRuns: 20 },
    )
  })

  it('says which values it holds facts against', () => {
    expect(
      comparisonsIn('axes.nature == "repeat" || "urgent" != grade || "repeat" in links || axes.content in ["a", "b"]'),
    ).toEqual([
      { fact: 'axes.nature', value: 'repeat' },
      { fact: 'grade', value: 'urgent' },
      { fact: 'links', value: 'repeat' },
      { fact: 'axes.content', value: 'a' },
      { fact: 'axes.content', value: 'b' },
    ])
  })
})

const elsewise: { [K in keyof Required<Asked>]: CaseState[K] } = {
  regimes: [],
  kind: 'inquiry',
  channel: 'letter',
  valid: true,
  complainant: { id: 'another', kind: 'group' },
  groupSize: 2,
  amountAsked: { currency: 'CNY', minor: 1 },
  outcome: 'upheld',
  answered: true,
  solved: true,
  response: 'accepted',
  calledBack: true,
  awaiting: ['complainant'],
  links: [{ other: 'x', kind: 'repeat' }],
  circumstances: { lawsuit: 'begun', media: 'none', outsideHelp: false, ourFault: false },
}

describe('two states of a case', () => {
  it.each(Object.entries(elsewise))('are not the same to conditions when they differ in %s', (name, value) => {
    expect(sameForConditions(nothingYet, { ...nothingYet, [name]: value })).toBe(false)
  })

  it('are the same where they differ in what no condition sees', () => {
    const another: CaseState = { ...nothingYet, version: 3, hold: true, moments: {} }
    expect(sameForConditions(nothingYet, another)).toBe(true)
  })
})
