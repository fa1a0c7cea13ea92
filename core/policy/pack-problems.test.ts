import { describe, expect, it } from 'vitest'
import { houseFiles } from '../testing/house-rules.ts'
import { packProblems } from './pack-problems.ts'
import { pack } from './pack-shape.ts'

type Files = typeof houseFiles
// biome-ignore lint/suspicious/noExplicitAny: a test breaks a pack in ways its type forbids
type Broken = any

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

/** The problems of the house rules after one change. */
function problemsAfter(change: (files: Broken) => void): string[] {
  const files: Files = structuredClone(houseFiles)
  change(files)
  return packProblems(pack.parse(files)).map(({ path, text }) => `${path.join('.')}: ${text}`)
}

describe('a pack', () => {
  it('that fits together has no problems', () => {
    expect(problemsAfter(() => {})).toEqual([])
  })

  it.each<[string, (files: Broken) => void, string]>([
    [
      'an axis without values',
      (f) => {
        f.taxonomy.axes.nature.values = {}
      },
      'taxonomy.axes.nature.values: the axis nature has no values to choose from',
    ],
    [
      'a grade twice',
      (f) => {
        f.grades.order[1].id = 'urgent'
      },
      'grades.order.1.id: the grade urgent stands twice',
    ],
    [
      'a last grade with a condition',
      (f) => {
        f.grades.order[2].when = 'true'
      },
      'grades.order.2.when: the last grade takes all that is left and needs no condition',
    ],
    [
      'a grade that takes all',
      (f) => {
        delete f.grades.order[0].when
      },
      'grades.order.0: without a condition urgent takes all, and the grades below it nothing',
    ],
    [
      'a grade that looks at the grade',
      (f) => {
        f.grades.order[0].when = 'grade == "normal"'
      },
      'grades.order.0.when: a grade does not depend on the grade',
    ],
    [
      'a condition that cannot be read',
      (f) => {
        f.obligations['repeat-done'].only_if = 'natur == "x"'
      },
      'obligations.repeat-done.only_if: Unknown variable: natur',
    ],
    [
      'an axis that is not there',
      (f) => {
        f.obligations['repeat-done'].only_if = 'axes.mood == axes.nature'
      },
      'obligations.repeat-done.only_if: there is no axis mood',
    ],
    [
      'a class no case can have',
      (f) => {
        f.obligations['repeat-done'].only_if = 'axes.nature == "repeated"'
      },
      'obligations.repeat-done.only_if: axes.nature is never "repeated"; it can be general, repeat',
    ],
    [
      'a link no case can have',
      (f) => {
        f.grades.order[0].when = '"repeats" in links'
      },
      'grades.order.0.when: links is never "repeats"; it can be duplicate, repeat, same-cause, second-complaint',
    ],
    [
      'a pause that never holds',
      (f) => {
        f.obligations.investigate.pause.while = '"customer" in awaiting'
      },
      'obligations.investigate.pause.while: awaiting is never "customer"; it can be complainant, unit, third-party',
    ],
    [
      'a warning to nobody',
      (f) => {
        f.obligations.done.warn[0].tell = ['boss']
      },
      'obligations.done.warn.0.tell.0: there is no post boss',
    ],
    [
      'a silent breach',
      (f) => {
        f.obligations.done.warn = [{ at: '75%', tell: ['handler'] }]
      },
      'obligations.done.warn: nobody is told of the breach: a step `at: 100%` is missing',
    ],
    [
      'a duty that ends as it starts',
      (f) => {
        f.obligations.done.falls_away_on = ['CaseRegistered']
      },
      'obligations.done.falls_away_on: CaseRegistered starts the duty and cannot end it',
    ],
    [
      'a duty about duties',
      (f) => {
        f.obligations.done.stops_on = ['ObligationMet']
      },
      'obligations.done: ObligationMet is a fact of the clocks themselves; a duty follows what people do',
    ],
    [
      'a pause that is its own end',
      (f) => {
        f.obligations.investigate.pause.until.push('InformationRequested')
      },
      'obligations.investigate.pause.until: InformationRequested cannot both stop the clock and let it run on',
    ],
    [
      'an authority nobody holds',
      (f) => {
        delete f.authority.authorities['may-grade']
      },
      'authority.authorities: no post holds may-grade, so nobody could ever use it',
    ],
    [
      'an authority nothing asks for',
      (f) => {
        f.authority.authorities['may-dance'] = f.authority.authorities['may-grade']
      },
      'authority.authorities.may-dance: nothing asks for may-dance',
    ],
    [
      'a post that is not there',
      (f) => {
        f.authority.authorities['may-grade'] = { ...f.authority.authorities['may-grade'], posts: ['boss'] }
      },
      'authority.authorities.may-grade.posts.0: there is no post boss',
    ],
    [
      'a tier for a post that is not there',
      (f) => {
        f.authority.money.tiers[0].post = 'boss'
      },
      'authority.money.tiers.0.post: there is no post boss',
    ],
    [
      'a tier for a post that may not approve',
      (f) => {
        f.authority.money.tiers[0].post = 'agent'
      },
      'authority.money.tiers.0.post: agent has a limit and does not hold may-approve',
    ],
    [
      'a post with two tiers',
      (f) => {
        f.authority.money.tiers[1].post = 'specialist'
      },
      'authority.money.tiers.1.post: specialist stands twice',
    ],
    [
      'no tier without limit',
      (f) => {
        f.authority.money.tiers.pop()
      },
      'authority.money.tiers: the last tier, and only it, approves `all`',
    ],
    [
      'a senior who approves less',
      (f) => {
        f.authority.money.tiers[1].below = { '2020-01-01': 10_000, '2027-01-01': 900 }
      },
      'authority.money.tiers.1.below: from 2027-01-01 on this tier is not above the one before it',
    ],
    [
      'marks the wrong way round',
      (f) => {
        f.feedback.survey.satisfied = 5
      },
      'feedback.survey.basically_satisfied: basically satisfied lies below satisfied',
    ],
    [
      'a survey without a question',
      (f) => {
        f.feedback.survey.dimensions = {}
      },
      'feedback.survey.dimensions: a survey asks for one thing at least',
    ],
    [
      'a target for a duty that is not there',
      (f) => {
        f.targets = {
          quick: {
            measure: 'in-time',
            duty: 'dance',
            name: { zh: 'q', en: 'q' },
            at_least: 90,
            source: { clause: '1' },
          },
        }
      },
      'targets.quick.duty: there is no duty dance',
    ],
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
    [
      'days out of order',
      (f) => {
        f.retention.years = { '2024-01-01': 5, '2020-01-01': 3 }
      },
      'retention.years.2020-01-01: 2020-01-01 stands after a later day',
    ],
  ])('with %s is told so', (_what, change, problem) => {
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
