import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseIntervals, weekdayOffice } from '../core/calendar/calendar-shape.ts'
import { dueAnswers } from '../core/calendar/question.ts'
import { oracleOf } from '../core/calendar/testing/oracle.ts'
import { chinaYears } from '../core/calendar/testing/year-files.ts'
import { answerBatch } from './due-batch.ts'

const years = chinaYears()
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'due-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function asked(lines: readonly string[]) {
  const file = join(folder, 'questions.jsonl')
  await writeFile(file, lines.join('\n'))
  let said = ''
  const out = new Writable({
    highWaterMark: 10,
    write: (piece, _encoding, done) => {
      said += String(piece)
      setImmediate(done)
    },
  })
  const unanswered = await answerBatch(file, dueAnswers(years), out)
  return {
    unanswered,
    answers: said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
}

const units = {
  hours: 'calendar-hours',
  days: 'calendar-days',
  'working-hours': 'working-hours',
  'working-days': 'working-days',
} as const
const question = fc.record({
  from: fc
    .integer({ min: Date.UTC(2007, 0) / 1000, max: Date.UTC(2026, 11, 31) / 1000 })
    .map((seconds) => new Date(seconds * 1000).toISOString()),
  amount: fc.integer({ min: 0, max: 30 }),
  unit: fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
  hours: fc.constantFrom('09:00-12:00,13:30-18:00', '08:30-17:30', undefined),
})

it('answers in the order of the questions, as a calendar that looks at every day', async () => {
  const questions = fc.sample(question, 400)
  const { answers, unanswered } = await asked(questions.map((one) => JSON.stringify(one)))
  expect(unanswered).toBeUndefined()
  const expected = questions.map(({ from, amount, unit, hours }) => {
    const office = weekdayOffice('Asia/Shanghai', hours === undefined ? undefined : parseIntervals(hours))
    const due = oracleOf(office, years).due(Date.parse(from), amount, units[unit])
    return Temporal.Instant.fromEpochMilliseconds(due).toString()
  })
  expect(answers.map(({ due }) => due)).toEqual(expected)
})

it('keeps the place of a question that has no answer, and says which is the first', async () => {
  const good = { from: '2026-02-13T17:59+08:00', amount: 3, unit: 'working-days' }
  const wrong = [
    { ...good, from: '2026-02-13T17:59' },
    { ...good, amount: 1.5 },
    { ...good, amount: 9_000_000 },
    { ...good, unit: 'weeks' },
    { ...good, hours: '13:00-12:00,11:00-14:00' },
    { ...good, zone: '+08:00' },
    { ...good, holidays: [] },
  ]
  const lines = [good, ...wrong, good].map((one) => JSON.stringify(one))
  const { answers, unanswered } = await asked([...lines, '{"from":', '', '[]'])
  expect(answers.map((one) => ('problem' in one ? 'problem' : one.due))).toEqual([
    '2026-02-25T16:00:00Z',
    ...wrong.map(() => 'problem'),
    '2026-02-25T16:00:00Z',
    'problem',
    'problem',
  ])
  expect(unanswered).toMatchObject({ count: 9, line: 2, why: expect.stringContaining('from: ') })
})
