import { expect, it } from 'vitest'
import { holdersOver, type Organisation, type Person, type Unit } from './directory.ts'

const unit = (id: string, parent: string | null): Unit => ({
  id,
  parent,
  name: id,
  kind: 'unit',
  closed: false,
  hours: null,
})
const person = (id: string, at: string, disabled = false): Person => ({
  id,
  name: id,
  login: id,
  disabled,
  lent: [],
  posts: [{ post: 'director', unit: at }],
})
const organisation = {
  units: new Map([unit('root', null), unit('area', 'root'), unit('shop', 'area')].map((one) => [one.id, one])),
  people: new Map(
    [person('a', 'root'), person('c', 'area'), person('b', 'area'), person('d', 'shop', true)].map((one) => [
      one.id,
      one,
    ]),
  ),
} as unknown as Organisation

it('whoever holds a post over a unit is named, the nearest first, without who was disabled', () => {
  expect(holdersOver(organisation, 'director', 'shop')).toEqual(['b', 'c', 'a'])
  expect(holdersOver(organisation, 'director', 'root')).toEqual(['a'])
  expect(holdersOver(organisation, 'agent', 'shop')).toEqual([])
})
