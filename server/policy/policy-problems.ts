import type { Words } from '../../core/shared/words.ts'

/** What is wrong in a file of rules, for whoever wrote it. Line and column count from 1. */
export type PolicyProblem = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly text: Words
}

/** Thrown at start: with rules that cannot be read the product must not run. */
export class PolicyProblems extends Error {
  override readonly name = 'PolicyProblems'
  readonly problems: readonly PolicyProblem[]
  constructor(problems: readonly PolicyProblem[]) {
    super(problems.map((one) => problemLine(one, 'en')).join('\n'))
    this.problems = problems
  }
}

/** `policy-packs/bank/grades.yaml:7:11 there is no axis mood`, as editors and terminals make it a link. */
export function problemLine({ file, line, column, text }: PolicyProblem, language: keyof Words): string {
  return `${file}:${line}:${column} ${text[language]}`
}
