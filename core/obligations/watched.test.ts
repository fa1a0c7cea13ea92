import { expect, it } from 'vitest'
import { type CaseState, nothingYet, type Obligation } from '../case/state.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { houseRules } from '../testing/house-rules.ts'
import { newsSince, watchedBy } from './watched.ts'

const duty = Object.entries(houseRules.content.obligations).find(([, one]) => one.starts_on === 'CaseRegistered')
const [name, { only_if: _if, stops_if: _stop, pause: _pause, ...rule }] = duty!
const watched = watchedBy(rule, houseRules.id)
const standing = { on: ['InformationRequested'], until: ['InformationReceived'] } as unknown as NonNullable<
  Duty['pause']
>
const running = { regime: houseRules.id, duty: name, round: 1 } as Obligation
const before: CaseState = { ...nothingYet, obligations: [running] }
const now = { first: '2026-01-05T02:00:00.000Z', last: '2026-01-05T02:00:00.000Z' }

it.each<[string, Partial<CaseState>, boolean]>([
  ['nothing', {}, false],
  ['a fact that it does not watch', { moments: { HoldPlaced: now }, hold: true }, false],
  ['another duty', { obligations: [running, { ...running, duty: 'another' }] }, false],
  ['a fact that begins it', { moments: { CaseRegistered: now } }, true],
  ['what happened to it', { obligations: [{ ...running, status: 'missed' }] }, true],
  ['the end of the case', { status: 'closed' }, true],
  ['another calendar', { calendar: 'a'.repeat(64) }, true],
])('a duty looks again after %s', (_, change, looks) => {
  expect(newsSince(before, { ...before, ...change })(name, watched)).toBe(looks)
})

it.each<[string, Partial<Duty>, boolean]>([
  ['neither', {}, false],
  ['a condition of being owed', { only_if: 'answered' }, true],
  ['a condition of being met', { stops_if: 'answered' }, true],
  ['a condition of standing still', { pause: { ...standing, while: 'answered' } }, true],
])('after what conditions may ask, a duty looks again that has %s', (_, change, looks) => {
  const asking = watchedBy({ ...rule, ...change }, houseRules.id)
  expect(newsSince(before, { ...before, answered: true })(name, asking)).toBe(looks)
})
