import { describe, expect, it } from 'vitest'
import { type Broken, problemsAfter } from '../testing/problems-after.ts'

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
      'a promised moment without a promise',
      (f) => {
        f.obligations.respond.allow = { '2020-01-01': 'as promised' }
      },
      'obligations.respond.starts_on: only a duty that starts on PromiseMade is due `as promised`',
    ],
    [
      'a promise that waits',
      (f) => {
        f.obligations.promise.pause = f.obligations.investigate.pause
      },
      'obligations.promise.pause: no pause moves what was promised',
    ],
    [
      'more time for one of several tasks',
      (f) => {
        f.obligations['task-answer'].extend = f.obligations.done.extend
      },
      'obligations.task-answer.extend: a duty that starts on TaskOpened runs once for each of them: it is neither extended nor begun anew',
    ],
    [
      'an owner of what nobody owes by name',
      (f) => {
        f.obligations.respond.warn[0].tell = ['owner']
      },
      'obligations.respond.warn.0.tell: `owner` is whoever owes a promise, a task or a report of a crisis; this duty has nobody like that',
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
      'obligations.repeat-done.only_if: a condition knows no such name: Unknown variable: natur',
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
      'obligations.investigate.pause.while: awaiting is never "customer"; it can be complainant, unit, third-party, appraisal',
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
      'a step that assigns to a post that handles nothing',
      (f) => {
        f.obligations.respond.warn = [{ at: '100%', tell: ['director'], assign: 'auditor' }]
      },
      'obligations.respond.warn.0.assign: auditor does not hold may-handle, so nobody could be given the case',
    ],
    [
      'a step that calls for a bulletin to a post that is not there',
      (f) => {
        f.obligations.respond.warn = [{ at: '100%', tell: ['director'], bulletin: ['boss'] }]
      },
      'obligations.respond.warn.0.bulletin.0: there is no post boss',
    ],
    [
      'days out of order',
      (f) => {
        f.retention.years = { '2024-01-01': 5, '2020-01-01': 3 }
      },
      'retention.years.2020-01-01: 2020-01-01 stands after a later day',
    ],
    [
      'an end of what never began',
      (f) => {
        f.obligations.respond.allow = { '2020-01-01': null }
      },
      'obligations.respond.allow.2020-01-01: on 2020-01-01 ends what does not apply',
    ],
    [
      'an end of what has ended',
      (f) => {
        f.obligations.respond.allow = { '2020-01-01': '24 h', '2026-01-01': null, '2027-01-01': null }
      },
      'obligations.respond.allow.2027-01-01: on 2027-01-01 ends what does not apply',
    ],
  ])('with %s is told so', (_what, change, problem) => {
    expect(problemsAfter(change)).toContain(problem)
  })
})
