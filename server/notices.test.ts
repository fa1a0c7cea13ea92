import { expect, it } from 'vitest'
import { nothingYet } from '../core/case/state.ts'
import { houseRules } from '../core/testing/house-rules.ts'
import type { Organisation, Person } from './directory.ts'
import { noticesOf } from './notices.ts'
import type { StreamFact } from './trail/envelope.ts'

const person = (id: string, ...posts: string[]): Person => ({
  id,
  name: id,
  login: id,
  disabled: false,
  posts: posts.map((post) => ({ post, unit: 'shop' })),
  lent: [],
})
const people = [person('head', 'unit-head'), person('agent', 'agent'), person('chief', 'supervisor')]
const organisation = {
  units: new Map([['shop', { id: 'shop', parent: null }]]),
  people: new Map(people.map((one) => [one.id, one])),
} as unknown as Organisation

const missed = {
  type: 'ObligationMissed',
  data: { tell: ['unit-head', 'agent', 'handler'] },
  byId: 'rules',
} as unknown as StreamFact
const told = (respondents: string[]) => {
  const state = { ...nothingYet, unit: 'shop', handler: 'agent', respondents }
  return noticesOf([missed], { state, packs: [houseRules] }, organisation)
    .map((notice) => notice.person_id)
    .sort()
}

it('nobody is told of a case that is walled off; what only they would learn goes to those who may assign it', () => {
  expect(told([])).toEqual(['agent', 'head'])
  expect(told(['head'])).toEqual(['agent', 'chief'])
  expect(told(['head', 'chief'])).toEqual(['agent'])
})

it('whose signature fell learns it, and so does who has to sign anew; the author does not', () => {
  const revised = {
    type: 'ReportRevised',
    data: { version: 2, fell: [{ role: 'investigator', staff: 'agent' }] },
    byId: 'author',
  } as unknown as StreamFact
  const state = { ...nothingYet, unit: 'shop' }
  const notices = noticesOf([revised], { state, packs: [houseRules] }, organisation)
  expect(notices.map((notice) => notice.person_id).sort()).toEqual(['agent', 'chief'])
})
