import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { chinaYears } from '../../core/calendar/testing/year-files.ts'
import { runExample } from '../../core/policy/examples/run.ts'
import type { Example } from '../../core/policy/examples/shape.ts'
import { type PackInForce, packInForce } from '../../core/policy/pack-in-force.ts'
import { loadExamples } from './load-examples.ts'
import { loadPacks } from './load-packs.ts'
import { testPack } from './test-pack.ts'

const folder = join(import.meta.dirname, '../../policy-packs')
const years = chinaYears()
let packs: readonly PackInForce[]
beforeAll(async () => {
  packs = await loadPacks(folder)
})
const bank = () => packs.find(({ id }) => id === 'bank') as PackInForce

it('every golden case of every pack comes out as it says', async () => {
  const tested = await Promise.all(packs.map((pack) => testPack(pack, join(folder, pack.id), pack.id, years)))
  expect(tested.flatMap(({ failed }) => failed)).toEqual([])
  for (const { examples } of tested) expect(examples).toBeGreaterThan(5)
})

it('every duty of every pack stands in a golden case', async () => {
  for (const pack of packs) {
    const shown = new Set(
      (await loadExamples(join(folder, pack.id), pack.id)).flatMap(({ example }) =>
        example.steps.flatMap(({ expect: expected }) => Object.keys(expected?.duties ?? {})),
      ),
    )
    expect(Object.keys(pack.content.obligations).filter((duty) => !shown.has(duty))).toEqual([])
  }
})

it('every report of every pack stands in a golden case', async () => {
  for (const pack of packs) {
    const filed = await loadExamples(join(folder, pack.id), pack.id)
    const shown = filed.flatMap(({ example }) => Object.values(example.reports).flat())
    expect(Object.keys(pack.content.reports ?? {}).filter((report) => !shown.includes(report))).toEqual([])
  }
})

it('a report on another day is found out by a golden case', async () => {
  const content = structuredClone(bank().content)
  const monthly = content.reports?.monthly?.falls['2020-01-01']
  if (!monthly) throw new Error('the bank reports by the month')
  monthly.day = 3
  const { failed } = await testPack(packInForce(content, 'f'.repeat(64)), join(folder, 'bank'), 'bank', years)
  expect(failed).toContainEqual(
    expect.objectContaining({
      what: { zh: '2026-02-05 的报告', en: '2026-02-05 reports' },
      expected: 'monthly',
      found: '',
    }),
  )
})

it('a shorter limit is found out by a golden case, with step and both moments', async () => {
  const content = structuredClone(bank().content)
  const register = content.obligations.register
  if (!register) throw new Error('the bank registers')
  register.allow = { '2020-01-01': '1 h' }
  const { failed } = await testPack(packInForce(content, 'f'.repeat(64)), join(folder, 'bank'), 'bank', years)
  expect(failed).toContainEqual(
    expect.objectContaining({
      file: 'bank/examples/duties.yaml',
      step: 0,
      what: { zh: 'register 到期', en: 'register due' },
      expected: '2026-02-13 19:59:00',
      found: '2026-02-13 18:59:00',
    }),
  )
})

it('what was refused and should not have been, and the other way round, is told', () => {
  const example = (refused?: string): Example => ({
    name: { zh: '受理', en: 'Accept' },
    clauses: [],
    hours: '09:00-18:00',
    reports: {},
    steps: [
      { at: '2026-03-02 09:00', do: 'register' },
      { at: '2026-03-02 09:10', do: 'accept', with: { conditions: [] }, expect: { ...(refused && { refused }) } },
    ],
  })
  expect(runExample(bank(), example(), years)).toEqual([
    {
      step: 1,
      what: { zh: '不予办理', en: 'refused' },
      path: ['refused'],
      expected: '',
      found: 'intake.conditions-not-met',
    },
  ])
  expect(runExample(bank(), example('intake.conditions-not-met'), years)).toEqual([])
  expect(runExample(bank(), example('case.unknown'), years)).toHaveLength(1)
})
