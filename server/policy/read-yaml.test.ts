import { describe, expect, it } from 'vitest'
import { grades, obligations, retention } from '../../core/policy/pack-shape.ts'
import { inEnglish } from '../../core/testing/in-english.ts'
import { type PolicyProblem, problemLine } from './policy-problems.ts'
import { parseYaml } from './read-yaml.ts'

const duty = (...lines: string[]) =>
  [
    'answer:',
    '  duty: { zh: 答复, en: Answered }',
    '  starts_on: CaseRegistered',
    '  stops_on: [ComplaintAnswered]',
    '  allow: { 2020-01-01: 24 h }',
    '  warn: [{ at: 100%, tell: [handler] }]',
    '  source: { clause: 2.4.1 }',
  ]
    .flatMap((line) => {
      const key = line.trim().split(':')[0] as string
      const replaced = lines.find((one) => one.trim().startsWith(`${key}:`))
      return replaced === undefined ? [line] : replaced.trim() === `${key}:` ? [] : [replaced]
    })
    .concat(lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1)))
    .join('\n')

/** A problem in English, once it is sure that it is told in Chinese too. */
const line = (problem: PolicyProblem) => inEnglish(problem.text) && problemLine(problem, 'en')

function problemsOf(text: string): string[] {
  const read = parseYaml(text, 'x.yaml', obligations)
  return 'problems' in read ? read.problems.map(line) : []
}

describe('a duty in a file', () => {
  it('that has its shape is read', () => {
    expect(problemsOf(duty())).toEqual([])
  })

  it.each([
    ['an unknown key', duty('+  limit: 24 h'), 'x.yaml:8:3 unknown key `limit`'],
    [
      'no source',
      duty('  source:'),
      'x.yaml:1:1 `source` is missing: a source is `{ clause: … }` of the document or `{ design: why }`',
    ],
    [
      'a source that says nothing',
      duty('  source: {}'),
      'x.yaml:7:3 a source is `{ clause: … }` of the document or `{ design: why }`',
    ],
    [
      'a clause that YAML reads as a number',
      duty('  source: { clause: 4.1 }'),
      'x.yaml:7:13 expected string, received number',
    ],
    ['no unit', duty('  allow: { 2020-01-01: 24 }'), 'x.yaml:5:12 expected string, received number'],
    [
      'a unit that is none',
      duty('  allow: { 2020-01-01: 24 moons }'),
      'x.yaml:5:12 an allowance is a whole number and a unit: 24 h, 3 working days',
    ],
    [
      'a day that is none',
      duty('  allow: { 2020-02-30: 24 h }'),
      'x.yaml:5:12 `2020-02-30`: a day is written 2026-01-31, and there is such a day',
    ],
    ['no day', duty('  allow: {}'), 'x.yaml:5:3 needs a day'],
    ['a day twice', duty('  allow: { 2020-01-01: 24 h, 2020-01-01: 48 h }'), 'x.yaml:5:30 Map keys must be unique'],
    ['a fact that there is not', duty('  starts_on: CaseOpened'), 'x.yaml:3:3 there is no `CaseOpened`'],
    [
      'a warning both before and after',
      duty('  warn: [{ at: 75%, after: 24 h, tell: [handler] }]'),
      'x.yaml:6:10 a warning stands either `at` a share or `after` the due moment',
    ],
    ['a share over the whole', duty('  warn: [{ at: 150%, tell: [handler] }]'), 'x.yaml:6:12 a share is 0% to 100%'],
    ['a warning to nobody', duty('  warn: [{ at: 100%, tell: [] }]'), /^x\.yaml:6:22 Too small/],
    [
      'an anchor',
      duty('  allow: &a { 2020-01-01: 24 h }'),
      'x.yaml:5:13 an anchor: write the value out where it is needed',
    ],
    [
      'an alias',
      `${duty('  allow: &a { 2020-01-01: 24 h }')}\n  pause: *a`,
      'x.yaml:8:10 an alias: write the value out',
    ],
    [
      'a tag',
      duty('  starts_on: !!str CaseRegistered'),
      'x.yaml:3:20 a tag tag:yaml.org,2002:str: the shape says the type',
    ],
    ['two documents', `${duty()}\n---\n{}`, /^x\.yaml:8:1 Source contains multiple documents/],
    ['a bracket left open', duty('  stops_on: [ComplaintAnswered'), /^x\.yaml:\d+:\d+ /],
    ['nothing', '', 'x.yaml:1:1 expected record, received null'],
    [
      'an upper-case name',
      duty().replace('answer:', 'Answer:'),
      'x.yaml:1:1 `Answer`: a code has lower-case letters, digits and dashes',
    ],
  ])('with %s is refused', (_what, text, problem) => {
    expect(problemsOf(text)).toContainEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem))
  })
})

describe('other files', () => {
  it('finds every problem, not only the first', () => {
    const text = 'order:\n  - { id: a, name: { zh: 甲 }, source: { clause: "1" } }\n  - { id: b, source: {} }\n'
    const read = parseYaml(text, 'grades.yaml', grades)
    expect('problems' in read && read.problems.map(line)).toEqual([
      'grades.yaml:2:14 `en` is missing',
      'grades.yaml:3:5 `name` is missing',
      'grades.yaml:3:14 a source is `{ clause: … }` of the document or `{ design: why }`',
      'grades.yaml:1:1 `lowering` is missing',
    ])
  })

  it('knows where a value stands that a later check finds wrong', () => {
    const read = parseYaml('years:\n  2020-01-01: 3\nsource: { clause: "1" }\n', 'retention.yaml', retention)
    expect('at' in read && line(read.at(['years', '2020-01-01'], { zh: '太短', en: 'too short' }))).toBe(
      'retention.yaml:2:3 too short',
    )
  })
})
