import { describe, expect, it } from 'vitest'
import { given, otherCase, otherUnit, registered, somebody, unit } from '../testing/given.ts'
import { assign } from './assign.ts'
import { classify } from './classify.ts'
import { decideValidity } from './decide-validity.ts'
import { grade } from './grade.ts'
import { link } from './link.ts'
import { unlink } from './unlink.ts'

const accepted = () => given(registered(), { type: 'CaseAccepted', conditions: [] })

describe('classify', () => {
  it.each([
    ['triage.no-such-class', { axes: { content: 'weather' } }, { axis: 'content', value: 'weather' }],
    ['triage.no-such-class', { axes: { mood: 'bad' } }, { axis: 'mood' }],
    ['triage.axes-missing', { axes: { nature: 'general' } }, { axes: ['content'] }],
    ['triage.no-such-regime', { regime: 'bank', axes: { content: 'service' } }, { known: ['house'] }],
  ])('is refused: %s', (code, input, params) => {
    accepted().when(classify, input).thenRefused(code, params)
  })

  it('raises the grade where the pack says so, and the rule is named', () => {
    const { facts, state } = accepted()
      .when(classify, { axes: { content: 'product' } })
      .thenEvents('CaseClassified', 'CaseGraded')
    expect(state.regimes[0]).toMatchObject({ grade: 'urgent', axes: { content: 'product' } })
    expect(facts.at(-1)).toMatchObject({
      origin: 'rule',
      rule: 'house@aaaaaaaaaaaa#grades.urgent',
      event: { by: 'rule' },
    })
  })

  it('never lowers a grade by a rule', () => {
    accepted()
      .when(classify, { axes: { content: 'product' } })
      .when(classify, { axes: { content: 'service' } })
      .thenEvents('CaseClassified')
      .thenState(({ regimes }) => expect(regimes[0]?.grade).toBe('urgent'))
  })
})

describe('grade', () => {
  it('may not be lowered in silence', () => {
    const urgent = accepted().when(classify, { axes: { content: 'product' } })
    urgent.when(grade, { grade: 'normal' }).thenRefused('triage.lowering-needs-reason')
    urgent.when(grade, { grade: 'urgent' }).thenRefused('triage.same-grade')
  })

  it('may be raised without a reason', () => {
    accepted()
      .when(grade, { grade: 'important' })
      .thenEvents('CaseGraded')
      .thenState(({ regimes }) => expect(regimes[0]?.grade).toBe('important'))
  })

  it('lowered by a person with a reason stays where the person put it', () => {
    accepted()
      .when(grade, { grade: 'urgent' })
      .when(grade, { grade: 'normal', reason: 'Looked worse than it is' })
      .thenEvents('CaseGraded')
      .thenState(({ regimes }) => expect(regimes[0]?.grade).toBe('normal'))
  })

  it('lowered by a person is not raised again by the rule that had raised it, and is by a graver one', () => {
    const lowered = given(registered({ groupSize: 3 }), { type: 'CaseAccepted', conditions: [] })
      .when(grade, { grade: 'normal', reason: 'Three of one family' })
      .thenEvents('CaseGraded')
      .thenState(({ regimes }) => expect(regimes[0]?.grade).toBe('normal'))
    lowered.when(classify, { axes: { content: 'service' } }).thenEvents('CaseClassified')
    lowered.when(classify, { axes: { content: 'product' } }).thenEvents('CaseClassified', 'CaseGraded')
  })

  it('is one of the pack', () => {
    accepted()
      .when(grade, { grade: 'apocalyptic' })
      .thenRefused('triage.no-such-grade', { known: ['urgent', 'important', 'normal'] })
  })
})

describe('assign', () => {
  it('hands the case to somebody who may handle it, and the investigation begins', () => {
    accepted()
      .when(assign, { handler: somebody })
      .thenState((state) => expect(state).toMatchObject({ handler: somebody, unit, stage: 'investigation' }))
      .when(assign, { handler: somebody })
      .thenRefused('triage.assigned-already')
      .when(assign, { handler: somebody, unit: otherUnit })
      .thenEvents('CaseAssigned')
  })

  it('is refused for somebody without a post over the unit', () => {
    accepted().when(assign, { handler: otherCase }).thenRefused('triage.handler-without-post')
  })
})

describe('validity and links', () => {
  it('validity can be decided again, with its reason each time', () => {
    accepted()
      .when(decideValidity, { valid: false, reason: 'No ground' })
      .when(decideValidity, { valid: true, reason: 'A receipt was found' })
      .thenState(({ valid }) => expect(valid).toBe(true))
  })

  it('a link is made once and can be taken back', () => {
    const linked = accepted().when(link, { other: otherCase, kind: 'repeat' })
    linked.when(link, { other: otherCase, kind: 'same-cause' }).thenRefused('triage.linked-already')
    linked.when(unlink, { other: otherUnit, reason: 'Wrong one' }).thenRefused('triage.not-linked')
    linked
      .when(unlink, { other: otherCase, reason: 'Another person' })
      .thenState(({ links }) => expect(links).toEqual([]))
    accepted().when(unlink, { other: otherCase, reason: 'None' }).thenRefused('triage.nothing-linked')
  })
})
