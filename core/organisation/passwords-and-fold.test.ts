import { describe, expect, it } from 'vitest'
import { isRefusal } from '../shared/refusal.ts'
import { type OrganisationEvent, type OrganisationEventType, organisationEvents } from './events.ts'
import { evolveOrganisation } from './evolve.ts'
import { noOrganisation, type OrganisationState, unitsBelow } from './state.ts'
import { agent, codeOf, east, first, fold, id, root, run, system, town, wei } from './town.test-helper.ts'

describe('passwords', () => {
  const reset = (password: string) => codeOf(run('reset-password', { person: agent, password }))
  it('are long and not the first that is tried, and nothing more is demanded', () => {
    expect(reset('elevenchars')).toBe('password.too-short')
    expect(reset('十二个汉字就够长了吧不够')).toBe('yes')
    expect(reset('😀😀😀😀😀😀')).toBe('password.too-short')
    expect(reset('Password 1234')).toBe('password.common')
    expect(reset('ｐａｓｓｗｏｒｄ１２３４')).toBe('password.common')
    expect(reset('correct horse battery')).toBe('yes')
  })
  it('are judged wherever one is set', () => {
    const person = { name: '甲', login: 'jia', password: 'password1234' }
    expect(codeOf(run('add-person', person))).toBe('password.common')
    expect(codeOf(run('change-password', { password: 'password1234' }, agent))).toBe('password.common')
  })
  it('are not the person', () => {
    const called = () => ({ name: '王伟', login: 'wang.wei@example' })
    expect(codeOf(run('reset-password', { person: agent, password: 'Wang.Wei@Example' }, wei, town, { called }))).toBe(
      'password.like-its-owner',
    )
  })
  it('of one’s own are not reset but changed', () => {
    expect(codeOf(run('reset-password', { person: wei, password: 'correct horse battery' }))).toBe(
      'organisation.own-account',
    )
    expect(run('change-password', { password: 'correct horse battery' }, agent)).toEqual([
      { type: 'PasswordSet', person: agent, temporary: false },
    ])
  })
  it('that somebody else has chosen are for one sign-in', () => {
    const input = { name: '甲', login: 'jia', password: 'correct horse battery' }
    const temporary = (by: string) => (run('add-person', input, by) as readonly OrganisationEvent[])[1]
    expect(temporary(wei)).toMatchObject({ type: 'PasswordSet', temporary: true })
    expect(temporary('system')).toMatchObject({ type: 'PasswordSet', temporary: false })
  })
  it('stand in no fact', () => {
    const added = run('add-person', { name: '甲', login: 'jia', password: 'correct horse battery' })
    expect(JSON.stringify(added)).not.toContain('horse')
  })
})

describe('the fold', () => {
  it('takes every fact, also of what it never heard of', () => {
    const state = [
      ...town,
      { type: 'UnitClosed', unit: id(50) },
      { type: 'PostTaken', person: id(51), post: 'agent', unit: east },
      { type: 'SomethingNew' },
    ].reduce(
      (before: OrganisationState, event) => evolveOrganisation(before, event as OrganisationEvent),
      noOrganisation,
    )
    expect(state.version).toBe(town.length + 3)
    expect(state.units[id(50)]).toBeUndefined()
  })
  it('knows what lies below', () => {
    expect(unitsBelow(fold(town), east).sort()).toEqual([east, first].sort())
    expect(unitsBelow(fold(town), root)).toHaveLength(4)
  })
  it('reads what the commands write', () => {
    const written = [
      ...[
        run('add-unit', { parent: root, name: '南区' }, system),
        run('add-person', {
          name: '甲',
          login: 'jia',
          password: 'a long enough one',
          posts: [{ post: 'agent', unit: east }],
        }),
      ],
    ].flatMap((decision) => (isRefusal(decision) ? [] : decision))
    expect(written).toHaveLength(4)
    for (const { type, ...data } of written)
      expect(organisationEvents[type as OrganisationEventType].safeParse(data)).toMatchObject({ success: true })
  })
})
