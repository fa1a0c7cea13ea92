import { expect, it } from 'vitest'
import { houseRules } from '../testing/house-rules.ts'
import { diffPacks } from './diff.ts'
import type { Pack } from './pack-shape.ts'

const changed = (change: (pack: Pack) => void): Pack => {
  const copy = structuredClone(houseRules.content)
  change(copy)
  return copy
}
const diff = (change: (pack: Pack) => void) => diffPacks(houseRules.content, changed(change))

it('finds nothing between a pack and itself', () => {
  expect(diff(() => {})).toEqual([])
})

it('names the clause, the place in it and both values', () => {
  expect(
    diff(({ obligations }) => {
      obligations.respond!.allow = { '2020-01-01': '24 h', '2027-01-01': '12 h' }
    }),
  ).toEqual([{ clause: 'obligations.respond', at: 'allow.2027-01-01', before: undefined, after: '12 h' }])
})

it('a clause that comes or goes is one change', () => {
  const gone = diff(({ obligations }) => {
    delete obligations['repeat-done']
  })
  expect(gone).toMatchObject([{ clause: 'obligations.repeat-done', at: '' }])
  expect(gone[0]?.after).toBeUndefined()
})

it('a grade put between others changes none of them, a tier is known by its post', () => {
  const found = diff(({ grades, authority }) => {
    grades.order.splice(1, 0, { ...grades.order[0]!, id: 'grave' })
    authority.money.tiers[1]!.below = { '2020-01-01': 20_000 }
  })
  expect(found.map(({ clause, at }) => `${clause} ${at}`)).toEqual([
    'grades.order.grave ',
    'authority.money tiers.supervisor.below.2020-01-01',
  ])
})

it('lists of names differ as wholes', () => {
  expect(
    diff(({ authority }) => {
      authority.authorities['may-close']!.posts = ['director']
    }),
  ).toMatchObject([{ clause: 'authority.authorities.may-close', at: 'posts', after: ['director'] }])
})
