import { expect, test } from 'vitest'
import { z } from 'zod'
import { strictAnswers } from './strict-answers.ts'

const person = z.strictObject({ name: z.string(), phone: z.string().nullable() })
const write = strictAnswers({
  schema: z.strictObject({ people: z.array(person), note: z.string().optional() }),
  method: 'GET',
  url: '/api/people',
})

test('an answer of its shape is written as it stands', () => {
  const answer = { people: [{ name: '张伟', phone: null }], note: undefined }
  expect(JSON.parse(write(answer))).toEqual({ people: [{ name: '张伟', phone: null }] })
})

test.each([
  ['a field too many', { people: [{ name: '张伟', phone: null, idCard: '110101' }] }],
  ['a field too few', { people: [{ name: '张伟' }] }],
  ['another type', { people: [{ name: '张伟', phone: 13_812_345_678 }] }],
])('%s is a fault that names the route and no value', (_, answer) => {
  expect(() => write(answer)).toThrow('GET /api/people')
  expect(() => write(answer)).not.toThrow(/张伟|110101|138/)
})
