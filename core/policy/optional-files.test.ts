import { describe, expect, it } from 'vitest'
import { houseFiles } from '../testing/house-rules.ts'
import { inEnglish } from '../testing/in-english.ts'
import { packProblems } from './pack-problems.ts'
import { pack } from './pack-shape.ts'

type Files = typeof houseFiles
// biome-ignore lint/suspicious/noExplicitAny: a test breaks a pack in ways its type forbids
type Broken = any

/** The problems of the house rules after one change. */
function problemsAfter(change: (files: Broken) => void): string[] {
  const files: Files = structuredClone(houseFiles)
  change(files)
  return packProblems(pack.parse(files)).map(({ path, text }) => `${path.join('.')}: ${inEnglish(text)}`)
}

const text = { zh: '报告', en: 'report' }
const friday = { day: 5, of: 'this', day_off: 'before', source: { clause: '1' } }
const weekly = (falls: Broken): Broken => ({
  name: text,
  subject: 'complaints',
  every: 'week',
  falls,
  from: { posts: ['agent'], source: { clause: '1' } },
  to: { posts: ['director'], source: { clause: '1' } },
  contains: [{ text, source: { clause: '1' } }],
  source: { clause: '1' },
})

const rotation = {
  rule: 'recurring',
  name: text,
  posts: ['agent'],
  every: { '2020-01-01': 'year' },
  source: { clause: '1' },
}
/** A letter that holds the decision, and from June 2026 on the day. */
const letter = (texts: Record<string, string>): Broken => ({
  name: text,
  on: 'ComplaintAnswered',
  must: {
    decision: { what: text, source: { clause: '1' } },
    due: { what: text, since: '2026-06-01', source: { clause: '1' } },
  },
  text: Object.fromEntries(Object.entries(texts).map(([day, one]) => [day, { zh: one, en: one }])),
  source: { clause: '1' },
})

describe('a pack with reports, rules for people or letters', () => {
  it.each<[string, (files: Broken) => void, string]>([
    [
      'a report by a post that is not there',
      (f) => {
        f.reports = { weekly: weekly({ '2020-01-01': friday }) }
        f.reports.weekly.from.posts = ['boss']
      },
      'reports.weekly.from.posts.0: there is no post boss',
    ],
    [
      'a report on a day that no week has',
      (f) => {
        f.reports = { weekly: weekly({ '2020-01-01': friday, '2026-01-01': { ...friday, day: 18 } }) }
      },
      'reports.weekly.falls.2026-01-01: a day of the week is 1 Monday to 7 Sunday',
    ],
    [
      'a quarterly report in a fourth month',
      (f) => {
        f.reports = { summary: { ...weekly({ '2020-01-01': { ...friday, month: 4 } }), every: 'quarter' } }
      },
      'reports.summary.falls.2020-01-01: a quarter has 3 months',
    ],
    [
      'a rule for people of a post that is not there',
      (f) => {
        f.people = { rotation: { ...rotation, posts: ['boss'] } }
      },
      'people.rotation.posts.0: there is no post boss',
    ],
    [
      'a rule seen to by a post that is not there',
      (f) => {
        f.people = { rotation: { ...rotation, by: ['boss'] } }
      },
      'people.rotation.by.0: there is no post boss',
    ],
    [
      'a letter with a placeholder that nothing fills',
      (f) => {
        f.letters = { answer: letter({ '2020-01-01': '{{decision}} {{due}} {{weather}}' }) }
      },
      'letters.answer.text.2020-01-01.zh: nothing fills {{weather}}',
    ],
    [
      'a letter that lacks what it must hold',
      (f) => {
        f.letters = { answer: letter({ '2020-01-01': '{{due}}' }) }
      },
      'letters.answer.text.2020-01-01.en: {{decision}} is missing, which the letter must hold: report',
    ],
    [
      'a letter that lacks what it must hold from a later day on',
      (f) => {
        f.letters = { answer: letter({ '2020-01-01': '{{decision}}', '2026-07-01': '{{decision}} {{due}}' }) }
      },
      'letters.answer.text.2020-01-01.zh: {{due}} is missing, which the letter must hold: report',
    ],
  ])('and with %s is told so', (_what, change, problem) => {
    expect(problemsAfter(change)).toContain(problem)
  })
})

it('a letter may lack what is asked for only after its text was replaced', () => {
  const texts = { '2020-01-01': '{{decision}}', '2026-06-01': '{{decision}} {{due}}' }
  expect(
    problemsAfter((f) => {
      f.letters = { answer: letter(texts) }
    }),
  ).toEqual([])
})
