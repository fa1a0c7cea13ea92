import { describe, expect, it } from 'vitest'
import { lentOn } from './lent.ts'
import { agent, audit, codeOf, east, first, fold, id, nobody, root, run, town, wei } from './town.test-helper.ts'

const deputy = nobody
const wish = { to: deputy, post: 'agent', unit: first, from: '2026-03-02', until: '2026-03-06' }
const lending = (more: object = {}, by = agent, events = town) => run('delegate', { ...wish, ...more }, by, events)
const lent = [...town, { type: 'PostDelegated', delegation: id(94), person: agent, ...wish }] as typeof town
const held = (events: typeof town, day: string) => {
  const { delegations, people } = fold(events)
  return lentOn(delegations, (person) => people[person], day).map(({ to }) => to)
}

describe('a post lent from day to day', () => {
  it('is lent by its holder, who names the days', () => {
    expect(lending()).toEqual([{ type: 'PostDelegated', delegation: id(94), person: agent, ...wish }])
    expect(codeOf(lending({ unit: east }))).toBe('organisation.post-not-held')
    expect(codeOf(lending({}, deputy))).toBe('organisation.post-not-held')
    expect(codeOf(lending({ to: agent }))).toBe('delegation.to-oneself')
    expect(codeOf(lending({ to: id(99) }))).toBe('organisation.no-such-person')
    expect(codeOf(lending({ to: audit }))).toBe('organisation.administration-and-cases')
    expect(codeOf(lending({ post: 'security-administrator', unit: root }, wei))).toBe('delegation.house-post')
    expect(codeOf(lending({ from: '2026-03-01' }))).toBe('delegation.from-past')
    expect(codeOf(lending({ until: '2026-03-01' }))).toBe('delegation.until-before-from')
    expect(codeOf(lending({ until: '2027-03-04' }))).toBe('delegation.too-long')
    expect(codeOf(lending({ from: '2026-03-06', until: '2026-03-09' }, agent, lent))).toBe('delegation.lent-already')
    expect(codeOf(lending({ from: '2026-03-07', until: '2026-03-09' }, agent, lent))).toBe('yes')
  })

  it('counts on both its days and none beside, and only while it is held by whoever lends it', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-06', '2026-03-07']
    expect(days.map((day) => held(lent, day))).toEqual([[], [deputy], [deputy], []])
    const taken = { type: 'PostTaken', person: agent, post: 'agent', unit: first } as const
    expect(held([...lent, taken], '2026-03-02')).toEqual([])
    for (const person of [agent, deputy])
      expect(held([...lent, { type: 'PersonDisabled', person }], '2026-03-02')).toEqual([])
  })

  it('is taken back by whoever lent it, or by the security administrator, and by nobody else', () => {
    const ended = run('end-delegation', { delegation: id(94) }, agent, lent)
    expect(ended).toEqual([{ type: 'DelegationEnded', delegation: id(94) }])
    expect(held([...lent, ...(ended as typeof town)], '2026-03-02')).toEqual([])
    expect(codeOf(run('end-delegation', { delegation: id(94) }, wei, lent))).toBe('yes')
    expect(codeOf(run('end-delegation', { delegation: id(94) }, deputy, lent))).toBe('delegation.unknown')
    expect(codeOf(run('end-delegation', { delegation: id(95) }, agent, lent))).toBe('delegation.unknown')
  })
})
