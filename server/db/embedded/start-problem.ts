import type { Problem } from '../../config.ts'

/** The database cannot run for a reason outside the program; told to the operator in both languages. */
export type StartProblem = Error & Problem

/** To be thrown by the launcher: rights, platform, disk or a foreign file are no bug, and the operator must read why. */
export function startProblem(zh: string, en: string): StartProblem {
  return Object.assign(new Error(`${zh}\n${en}`), { zh, en })
}
