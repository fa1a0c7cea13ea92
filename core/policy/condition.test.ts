import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseState, nothingYet } from '../case/state.ts'
import { anyLife } from '../testing/any-command.ts'
import { given, registered } from '../testing/given.ts'
import { inEnglish } from '../testing/in-english.ts'
import { compileCondition, conditionOf, seenBy } from './condition.ts'
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

const regime = { pack: 'house', hash: 'a'.repeat(64), version: '1', axes: {} }
const circumstances = nothingYet.circumstances
/** Each fact that a condition may name, in one that holds only after the change. */
const turning: readonly [text: string, change: Partial<CaseState>][] = [
  ['kind == "inquiry"', { kind: 'inquiry' }],
  ['channel == "letter"', { channel: 'letter' }],
  ['axes.nature == "repeat"', { regimes: [{ ...regime, axes: { nature: 'repeat' } }] }],
  ['people.same_cause > 2', { regimes: [{ ...regime, people: { same_cause: 3 } }] }],
  ['grade == "urgent"', { regimes: [{ ...regime, grade: 'urgent' }] }],
  ['valid', { valid: true }],
  ['invalid', { valid: false }],
  ['complainant == "group"', { complainant: { id: 'one', kind: 'group' } }],
  ['group_size > 1', { groupSize: 2 }],
  ['amount_asked > 0', { amountAsked: { currency: 'CNY', minor: 1 } }],
  ['outcome == "upheld"', { outcome: 'upheld' }],
  ['answered', { answered: true }],
  ['solved', { solved: true }],
  ['response == "accepted"', { response: 'accepted' }],
  ['called_back', { calledBack: true }],
  ['"complainant" in awaiting', { awaiting: ['complainant'] }],
  ['links.exists(one, one == "repeat")', { links: [{ other: 'x', kind: 'repeat' }] }],
  ['lawsuit == "begun"', { circumstances: { ...circumstances, lawsuit: 'begun' } }],
  ['media != "none"', { circumstances: { ...circumstances, media: 'likely' } }],
  ['outside_help', { circumstances: { ...circumstances, outsideHelp: true } }],
  ['our_fault', { circumstances: { ...circumstances, ourFault: true } }],
]

describe('what a condition sees of a case', () => {
  it.each(turning)('is what turns it: %s', (text, change) => {
    const before = { ...nothingYet, regimes: [regime] }
    expect(conditionOf(text)(before, 'house')).toBe(false)
    expect(conditionOf(text)({ ...before, ...change }, 'house')).toBe(true)
    expect(seenBy([text])).toEqual(Object.keys(change))
  })

  it('is told once for several conditions, and is nothing where there is none', () => {
    expect(seenBy(['valid && grade == "a"', undefined, 'invalid || axes.nature == ""'])).toEqual(['valid', 'regimes'])
    expect(seenBy([undefined])).toEqual([])
  })
})
