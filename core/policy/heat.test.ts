import { expect, it } from 'vitest'
import { houseFiles } from '../testing/house-rules.ts'
import { clock, office } from '../testing/office.ts'
import { heatUnder } from './heat.ts'
import { packInForce } from './pack-in-force.ts'
import { pack } from './pack-shape.ts'

const source = { clause: '1' }
const counting = packInForce(
  pack.parse({
    ...houseFiles,
    grades: {
      ...houseFiles.grades,
      counts: { same: { links: ['same-cause'], within: '1 month', source } },
      order: [
        { id: 'major', name: { zh: 'm', en: 'm' }, when: 'people.same >= 5', source },
        { id: 'hot', name: { zh: 'h', en: 'h' }, when: 'people.same >= 3', source },
        { id: 'normal', name: { zh: 'n', en: 'n' }, source },
      ],
    },
  }),
  'f'.repeat(64),
)

/** Complaints of people on days of January, the latest first. */
type Told = readonly [day: number, person: string]
const group = (...told: readonly Told[]) =>
  told.map(([day, person], at) => ({
    id: String(at),
    receivedAt: clock(`2026-01-${String(day).padStart(2, '0')} 10:00`),
    marks: [person],
  }))
const gradeOf = (...told: readonly Told[]) => heatUnder(counting, group(...told), office)?.grade

it('is the grade that the count of a pack gives so many different people', () => {
  expect(gradeOf([20, 'c'], [19, 'b'], [18, 'a'])).toBe('hot')
  expect(gradeOf([20, 'c'], [19, 'b'], [18, 'b'], [17, 'c'])).toBeUndefined()
  expect(gradeOf([20, 'e'], [19, 'd'], [18, 'c'], [17, 'b'], [16, 'a'])).toBe('major')
})

it('counts who lies within the window of the latest complaint alone', () => {
  const long = [...group([31, 'c'], [30, 'b']), { id: 'old', receivedAt: clock('2025-12-20 10:00'), marks: ['a'] }]
  expect(heatUnder(counting, long, office)).toBeUndefined()
  const calm = [
    { id: 'new', receivedAt: clock('2026-03-20 10:00'), marks: ['d'] },
    ...group([3, 'c'], [2, 'b'], [1, 'a']),
  ]
  expect(heatUnder(counting, calm, office)).toBeUndefined()
})

it('is nothing where a pack counts nobody, or there is nobody', () => {
  const { counts: _, ...plain } = counting.content.grades
  const none = { ...counting, content: { ...counting.content, grades: { ...plain, order: plain.order.slice(2) } } }
  expect(heatUnder(none, group([1, 'a'], [1, 'b'], [1, 'c']), office)).toBeUndefined()
  expect(heatUnder(counting, [], office)).toBeUndefined()
})
