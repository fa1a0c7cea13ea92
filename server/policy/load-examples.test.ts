import { expect, it } from 'vitest'
import { inEnglish } from '../../core/testing/in-english.ts'
import { examplesFrom } from './load-examples.ts'
import { type PolicyProblem, PolicyProblems } from './policy-problems.ts'

const example = (step: string, rest = '') =>
  ['- name: { zh: 试, en: try }', '  clauses: []', ...(rest ? [rest] : []), '  steps:', `    - ${step}`, ''].join('\n')

function problemsOf(text: string): readonly PolicyProblem[] {
  try {
    examplesFrom([['x.yaml', text]])
    return []
  } catch (error) {
    if (error instanceof PolicyProblems) return error.problems
    throw error
  }
}

it.each([
  [
    '{ at: 2026-03-02 09:00, do: register, with: { kind: 7 } }',
    '',
    '4:53 expected one of "complaint"|"inquiry"|"suggestion"',
  ],
  ['{ at: 2026-03-02 09:00, do: register, with: { chanel: web } }', '', '4:53 unknown key `chanel`'],
  ['{ at: 2026-03-02 09:00, do: grade }', '', '4:7 `grade` is missing'],
  ['{ at: 2026-02-30 09:00 }', '', '4:9 a moment is written by the clock of the office: 2026-02-13 17:59'],
  ['{ at: 2026-03-02 09:00 }', '  hours: 9-18', '3:3 office hours are written 09:00-12:00,13:30-18:00'],
])('a golden case that cannot be run is refused: %s', (step, rest, problem) => {
  const told = problemsOf(example(step, rest)).map(({ line, column, text }) => `${line}:${column} ${inEnglish(text)}`)
  expect(told).toContain(problem)
})

it('a golden case may leave to the runner what a registration and an assignment need', () => {
  expect(problemsOf(example('{ at: 2026-03-02 09:00, do: register }'))).toEqual([])
  expect(problemsOf(example('{ at: 2026-03-02 09:00, do: assign }'))).toEqual([])
})
