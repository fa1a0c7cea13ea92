import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forward } from '../../core/1-intake/forward.ts'
import { register } from '../../core/1-intake/register.ts'
import { assign } from '../../core/2-triage/assign.ts'
import { classify } from '../../core/2-triage/classify.ts'
import { decideValidity } from '../../core/2-triage/decide-validity.ts'
import { link } from '../../core/2-triage/link.ts'
import { answer } from '../../core/5-feedback/answer.ts'
import type { CaseEvent } from '../../core/case/events.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { given, importer, otherCase, otherUnit, registered, somebody, staff, unit } from '../../core/testing/given.ts'
import { clock } from '../../core/testing/office.ts'
import { loadPacks } from './load-packs.ts'

const packs = await loadPacks(join(import.meta.dirname, '../../policy-packs'))
const enterprise = packs.find(({ id }) => id === 'enterprise')!

const accepted: CaseEvent = { type: 'CaseAccepted', conditions: [] }
const axes = { content: 'other', matter: 'other', nature: 'general', source: 'external', mode: 'general' }
const reply = { channel: 'phone', text: 'It was our mistake.', solved: true }
const received = () => given(registered(), accepted).under(enterprise)
const classified = (changed: Partial<typeof axes>) => received().when(classify, { axes: { ...axes, ...changed } })
const running = (story: ReturnType<typeof given>) =>
  story.state.obligations.filter(({ status }) => status === 'running').map(({ duty }) => duty)

describe('limits of the enterprise document', () => {
  it.each([
    ['start', '24 h', '2.4.1', '2026-01-06 09:00'],
    ['assess', '48 h', '2.4.1', '2026-01-07 09:00'],
    ['first-feedback', '72 h', '2.4.1', '2026-01-08 09:00'],
    ['result', '168 h', '1.3', '2026-01-12 09:00'],
    ['transfer', '7 working days', '3.1', '2026-01-14 18:00'],
    ['first-response', '24 h', '4.1', '2026-01-06 09:00'],
    ['plan', '48 h', '4.1', '2026-01-07 09:00'],
    ['reply', '5 working days', '5.1.2', '2026-01-12 18:00'],
    ['normal-done', '72 h', '4.1', '2026-01-08 09:00'],
  ])('%s: %s by clause %s, due %s', (duty, allow, clause, due) => {
    expect(enterprise.content.obligations[duty]).toMatchObject({ allow: { '2020-01-01': allow }, source: { clause } })
    expect(received().duty(duty)).toMatchObject({ status: 'running', due: clock(due) })
  })

  it.each([
    ['major-done', '3 working days', '2.4.1', { nature: 'major' }, '2026-01-08 18:00'],
    ['repeat-done', '1 working day', '2.4.1', { nature: 'repeat' }, '2026-01-06 18:00'],
    ['invalid-done', '24 h', '2.4.1', { nature: 'invalid' }, '2026-01-06 09:00'],
    ['urgent-response', '24 h', '4.1', { content: 'product-quality' }, '2026-01-06 09:00'],
    ['important-handled', '48 h', '4.1', { matter: 'policy' }, '2026-01-07 09:00'],
  ])('%s: %s by clause %s where %j, due %s', (duty, allow, clause, changed, due) => {
    expect(enterprise.content.obligations[duty]).toMatchObject({ allow: { '2020-01-01': allow }, source: { clause } })
    expect(received().duty(duty)).toBeUndefined()
    expect(classified(changed).duty(duty)).toMatchObject({ status: 'running', due: clock(due) })
  })

  it('seven days are 168 hours to the minute, also over a holiday; five working days are not', () => {
    const story = given().under(enterprise).at('2026-02-13 17:59').given(registered())
    expect(story.duty('result')).toMatchObject({ due: clock('2026-02-20 17:59') })
    expect(story.duty('reply')).toMatchObject({ due: clock('2026-02-27 18:00') })
  })

  it('reminds of an answer on the third of the five working days', () => {
    expect(received().duty('reply')?.warnings[0]).toMatchObject({ step: '60%', at: clock('2026-01-08 15:00') })
  })

  it('a repeat complaint is one by its class or by its link, and no longer where both are taken back', () => {
    const linked = received().when(link, { other: otherCase, kind: 'repeat' })
    expect(linked.duty('repeat-done')).toMatchObject({ status: 'running' })
    expect(classified({ nature: 'repeat' }).when(classify, { axes }).duty('repeat-done')).toMatchObject({
      status: 'cancelled',
    })
  })

  it('an invalid complaint is one by its class or by the decision on its validity', () => {
    expect(received().when(decideValidity, { valid: false, reason: 'No ground' }).duty('invalid-done')).toMatchObject({
      status: 'running',
    })
  })
})

describe('grades of the enterprise document', () => {
  it.each([
    [{ content: 'product-quality' }, 'urgent'],
    [{ content: 'service', matter: 'policy' }, 'urgent'],
    [{ matter: 'policy' }, 'important'],
    [{ content: 'delivery' }, 'normal'],
  ])('%j is %s, and its limit takes the place of the normal one', (changed, grade) => {
    const story = classified(changed)
    expect(story.state.regimes[0]?.grade).toBe(grade)
    expect(
      running(story).filter((duty) => ['urgent-response', 'important-handled', 'normal-done'].includes(duty)),
    ).toHaveLength(1)
  })
})

describe('an answer', () => {
  it('on the spot meets what it answers, and what it makes needless falls away', () => {
    const { state } = received().at('2026-01-05 09:30').when(answer, reply, staff('specialist'))
    const ended = (status: string) =>
      state.obligations
        .filter((one) => one.status === status)
        .map(({ duty }) => duty)
        .sort()
    expect(ended('met')).toEqual(['first-feedback', 'first-response', 'normal-done', 'reply', 'result'])
    expect(ended('cancelled')).toEqual(['assess', 'plan', 'start', 'transfer'])
  })

  it('is not what handing the case over is', () => {
    expect(received().when(forward, { unit: otherUnit, reason: 'Theirs' }).duty('transfer')).toMatchObject({
      status: 'met',
    })
    const assigned = received().when(assign, { handler: somebody })
    expect([assigned.duty('transfer')?.status, assigned.duty('start')?.status, assigned.duty('reply')?.status]).toEqual(
      ['met', 'met', 'running'],
    )
  })

  it('in an imported record judges what it ends, and leaves the rest unknown', () => {
    const record = {
      channel: 'phone',
      unit,
      title: 'Old',
      content: 'An old complaint',
      recordedSteps: ['CaseRegistered', 'ComplaintAnswered'],
    }
    const story = given().under(enterprise).at('2024-03-04 09:00').when(register, record, importer, 'import')
    const { state } = story.at('2024-03-08 09:00').given(accepted).when(answer, reply, importer, 'import')
    expect(Object.fromEntries(state.obligations.map(({ duty, status }) => [duty, status]))).toEqual({
      assess: 'unknown',
      'first-feedback': 'met-late',
      'first-response': 'met-late',
      'normal-done': 'met-late',
      plan: 'unknown',
      reply: 'met',
      result: 'met',
      start: 'unknown',
      transfer: 'unknown',
    })
  })
})

const holding = (pack: PackInForce, post: string) =>
  Object.entries(pack.content.authority.authorities).flatMap(([one, { posts }]) => (posts.includes(post) ? [one] : []))

it.each(packs.map((pack) => [pack.id, pack] as const))(
  'in the pack %s the administrator has no case, and the auditor changes nothing',
  (_id, pack) => {
    expect([holding(pack, 'administrator'), holding(pack, 'auditor')]).toEqual([[], ['may-read']])
  },
)

const schemes = packs.filter(({ id }) => ['bank', 'enterprise'].includes(id))
describe.each(schemes.map((pack) => [pack.id, pack] as const))('posts of the pack %s', (_id, pack) => {
  it('quality changes nothing', () => {
    expect(holding(pack, 'quality')).toEqual(['may-read'])
  })

  it('the agent registers, accepts, classifies, informs and calls back', () => {
    expect(holding(pack, 'agent').sort()).toEqual([
      'may-accept',
      'may-call-back',
      'may-classify',
      'may-inform',
      'may-read',
      'may-register',
    ])
  })

  it('the head answers for the unit and judges nothing about it', () => {
    expect(holding(pack, 'unit-head')).toContain('may-answer')
    expect(
      holding(pack, 'unit-head').filter((one) =>
        ['may-conclude', 'may-decide-liability', 'may-approve', 'may-decide-validity', 'may-close'].includes(one),
      ),
    ).toEqual([])
  })
})
