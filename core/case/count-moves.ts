import type { CaseEventOf } from './events.ts'

type Moved = CaseEventOf<'ObligationMoved'>

/** How many rounds of a duty a notice moves which way; `certain` keep their moment and only lose the doubt. */
export type MovesOfDuty = {
  readonly regime: string
  readonly duty: string
  later: number
  earlier: number
  certain: number
  /** Numbers of the first few cases. */
  readonly examples: string[]
}

/** By pack and duty; it grows with each case. */
export type Moves = Map<string, MovesOfDuty>

const shown = 5

/** Adds what was moved in a case. @param number of the case */
export function addMoves(moves: Moves, number: string, moved: readonly Moved[]): void {
  for (const { regime, duty, from, due } of moved) {
    const key = `${regime} ${duty}`
    const line = moves.get(key) ?? { regime, duty, later: 0, earlier: 0, certain: 0, examples: [] }
    moves.set(key, line)
    line[due > from ? 'later' : due < from ? 'earlier' : 'certain'] += 1
    if (line.examples.length < shown && !line.examples.includes(number)) line.examples.push(number)
  }
}
