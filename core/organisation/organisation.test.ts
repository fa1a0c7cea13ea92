import { describe, expect, it } from 'vitest'
import { weekdayOffice } from '../calendar/calendar-shape.ts'
import { isRefusal } from '../shared/refusal.ts'
import { administration } from './commands.ts'
import type { OrganisationEvent } from './events.ts'
import { housePosts } from './house-posts.ts'
import { holdersOf } from './state.ts'
import {
  agent,
  audit,
  codeOf,
  east,
  first,
  fold,
  id,
  judged,
  nobody,
  post,
  proposed,
  root,
  run,
  system,
  town,
  wei,
  west,
} from './town.test-helper.ts'

describe('posts', () => {
  it('of two administrations are never one person’s', () => {
    for (const held of [wei, system, audit])
      for (const more of housePosts.filter((one) => !holdersOf(fold(town), one).includes(held)))
        expect(codeOf(run('give-post', { person: held, post: more, unit: root }, held === wei ? 'system' : wei))).toBe(
          'organisation.separate-administrators',
        )
  })

  it('of the house and of cases are never one person’s', () => {
    expect(codeOf(run('give-post', { person: system, post: 'agent', unit: west }))).toBe(
      'organisation.administration-and-cases',
    )
    expect(codeOf(run('give-post', { person: agent, post: 'audit-administrator', unit: root }))).toBe(
      'organisation.administration-and-cases',
    )
    expect(
      codeOf(
        run('add-person', {
          name: '甲',
          login: 'jia',
          password: 'a long enough one',
          posts: [
            { post: 'agent', unit: east },
            { post: 'audit-administrator', unit: root },
          ],
        }),
      ),
    ).toBe('organisation.administration-and-cases')
  })

  it('are not given to oneself', () => {
    expect(codeOf(run('give-post', { person: wei, post: 'director', unit: root }))).toBe('organisation.own-post')
  })

  it('of the house stand at the root alone', () => {
    expect(codeOf(run('give-post', { person: nobody, post: 'audit-administrator', unit: east }))).toBe(
      'organisation.house-post-at-root',
    )
  })

  it('come from the adopted packs', () => {
    expect(codeOf(run('give-post', { person: nobody, post: 'quality', unit: root }))).toBe('organisation.no-such-post')
    const both: OrganisationEvent[] = [...town, { type: 'PacksAdopted', packs: ['bank', 'enterprise'] }]
    expect(codeOf(run('give-post', { person: nobody, post: 'quality', unit: root }, wei, both))).toBe('yes')
  })

  it('are held once, and taken where they are held', () => {
    expect(codeOf(run('give-post', { person: agent, post: 'agent', unit: first }))).toBe(
      'organisation.post-held-already',
    )
    expect(codeOf(run('take-post', { person: agent, post: 'agent', unit: west }))).toBe('organisation.post-not-held')
    expect(run('take-post', { person: agent, post: 'agent', unit: first })).toEqual([
      { type: 'PostTaken', person: agent, post: 'agent', unit: first },
    ])
  })

  it('leave one security administrator at least', () => {
    const gone = 'organisation.last-security-administrator'
    expect(codeOf(run('take-post', { person: wei, post: 'security-administrator', unit: root }))).toBe(gone)
    expect(codeOf(run('disable-person', { person: wei }))).toBe(gone)
    const second = [...town, post(nobody, 'security-administrator')]
    expect(codeOf(run('take-post', { person: wei, post: 'security-administrator', unit: root }, nobody, second))).toBe(
      'yes',
    )
    expect(codeOf(run('disable-person', { person: wei }, nobody, second))).toBe('yes')
    const disabled: OrganisationEvent[] = [...second, { type: 'PersonDisabled', person: nobody }]
    expect(codeOf(run('disable-person', { person: wei }, 'system', disabled))).toBe(gone)
  })
})

describe('commands', () => {
  it('are run by the administrator they belong to and by nobody else', () => {
    const inputs: Record<string, unknown> = {
      rename: { name: '新' },
      'set-hours': { zone: 'Asia/Shanghai', hours: { monday: [['09:00', '17:00']] } },
      'set-unit-hours': { unit: east, hours: { monday: [['08:00', '20:00']] } },
      'adopt-packs': { packs: ['enterprise'] },
      'set-message-days': { days: 365 },
      'add-unit': { parent: root, name: '南区' },
      'rename-unit': { unit: west, name: '新西区' },
      'close-unit': { unit: west },
      'add-person': { name: '甲', login: 'jia', password: 'a long enough one' },
      'give-post': { person: nobody, post: 'agent', unit: west },
      'take-post': { person: agent, post: 'agent', unit: first },
      'disable-person': { person: agent },
      'enable-person': { person: nobody },
      'reset-password': { person: agent, password: 'a long enough one' },
      'record-qualification': { person: agent, name: '座席资格' },
      'withdraw-qualification': { person: agent, name: '座席资格' },
      'revoke-token': { token: id(95) },
      'remove-webhook': { webhook: id(96) },
      'remove-channel': { channel: 'sms' },
      'remove-language-model': {},
      'propose-revision': { pack: 'enterprise', base: 'e'.repeat(64), texts: {}, from: '2026-03-02', reason: '缩短' },
      'put-in-force': { revision: id(93) },
      'return-revision': { revision: id(93), reason: '再议' },
      'withdraw-revision': { revision: id(93) },
      'import-year': { notice: 'year: 2027' },
    }
    const announced = { year: 2027, hash: 'f'.repeat(64), news: true }
    expect(Object.keys(inputs).sort()).toEqual(administration.map(({ name }) => name).sort())
    const key: OrganisationEvent = {
      type: 'TokenIssued',
      token: id(95),
      name: '官网',
      scopes: ['register'],
      until: '2026-12-31',
      digest: 'a'.repeat(64),
    }
    const qualified: OrganisationEvent = { type: 'QualificationRecorded', person: agent, name: '座席资格' }
    const box = { secret: 'x', holder: 'case' } as const
    const told: OrganisationEvent = {
      type: 'WebhookAdded',
      webhook: id(96),
      name: '工单系统',
      origin: 'https://x',
      events: ['closed'],
      url: box,
      secret: box,
    }
    const shut: OrganisationEvent = { type: 'PersonDisabled', person: nobody }
    const channel: OrganisationEvent = { type: 'ChannelSet', channel: 'sms', settings: box }
    const model: OrganisationEvent = { type: 'LanguageModelSet', use: 'on', settings: box }
    const events: OrganisationEvent[] = [...town, shut, proposed, key, qualified, told, channel, model]
    const may = (by: string) =>
      Object.keys(inputs)
        .filter((name) => codeOf(run(name, inputs[name], by, events, { judged, announced })) === 'yes')
        .sort()
    expect(may(system)).toEqual([
      'add-unit',
      'adopt-packs',
      'close-unit',
      'import-year',
      'propose-revision',
      'remove-channel',
      'remove-language-model',
      'remove-webhook',
      'rename',
      'rename-unit',
      'revoke-token',
      'set-hours',
      'set-message-days',
      'set-unit-hours',
      'withdraw-revision',
    ])
    expect(may(wei)).toEqual([
      'add-person',
      'disable-person',
      'enable-person',
      'give-post',
      'put-in-force',
      'record-qualification',
      'reset-password',
      'return-revision',
      'take-post',
      'withdraw-qualification',
    ])
    for (const by of [audit, agent, nobody, id(77)]) expect(may(by)).toEqual([])
  })

  it('of a disabled administrator are refused', () => {
    const events = [...town, post(nobody, 'security-administrator'), { type: 'PersonDisabled', person: wei } as const]
    expect(codeOf(run('disable-person', { person: agent }, wei, events))).toBe('organisation.no-authority')
  })

  it('found once, and set up once', () => {
    const frame = { name: '示范', hours: weekdayOffice('Asia/Shanghai'), packs: ['bank'] }
    const administrator = { name: '王伟', login: 'wangwei', password: 'a long enough one' }
    expect(codeOf(run('found', frame, 'system'))).toBe('organisation.founded-already')
    expect(codeOf(run('set-up', { ...frame, administrator }, 'system'))).toBe('setup.done')
    expect(codeOf(run('set-up', { ...frame, administrator, packs: ['none'] }, 'system', []))).toBe(
      'organisation.no-such-pack',
    )
    expect(codeOf(run('set-up', { ...frame, administrator }, wei, []))).toBe('organisation.no-authority')
    const imported = run('set-up', { ...frame, name: '真名', administrator }, 'system', town.slice(0, 5))
    expect(isRefusal(imported) ? [] : imported.map(({ type }) => type)).toEqual([
      'OrganisationRenamed',
      'UnitRenamed',
      'HoursSet',
      'PacksAdopted',
      'PersonAdded',
      'PasswordSet',
      'PostGiven',
    ])
  })

  it('close a unit only when nothing open lies below it', () => {
    const refused = run('close-unit', { unit: east }, system)
    expect(refused).toMatchObject({ code: 'organisation.has-open-units', params: { units: ['东一'] } })
    expect(codeOf(run('close-unit', { unit: east }, system, [...town, { type: 'UnitClosed', unit: first }]))).toBe(
      'yes',
    )
    expect(codeOf(run('close-unit', { unit: root }, system))).toBe('organisation.root-unit')
    expect(
      codeOf(run('add-unit', { parent: first, name: '新' }, system, [...town, { type: 'UnitClosed', unit: first }])),
    ).toBe('organisation.unit-closed')
  })

  it('keep what they are told of the week, and refuse a week nobody can work', () => {
    expect(run('set-hours', { zone: 'Asia/Urumqi', hours: { tuesday: [['10:00', '14:00']] } }, system)).toMatchObject([
      { hours: { zone: 'Asia/Urumqi', makeUpLike: 'tuesday', holidays: 'off' } },
    ])
    expect(codeOf(run('set-hours', { zone: 'Asia/Nowhere', hours: { monday: [['10:00', '14:00']] } }, system))).toBe(
      'organisation.hours-unusable',
    )
    expect(codeOf(run('set-hours', { zone: 'Asia/Shanghai', hours: {} }, system))).toBe('organisation.hours-unusable')
    expect(
      codeOf(
        run(
          'set-hours',
          {
            zone: 'Asia/Shanghai',
            hours: {
              monday: [
                ['14:00', '16:00'],
                ['10:00', '12:00'],
              ],
            },
          },
          system,
        ),
      ),
    ).toBe('organisation.hours-unusable')
  })
})
