import { type Compared, type DutyBeside, type Ending, endings, type Owed } from './compare.ts'

/** Cases, with a few of their numbers: the lowest, so that they are the same in whichever order cases are counted. */
export type Some = { cases: number; examples: string[] }
type Side = 'before' | 'after'
type DutyLine = { regime: string; duty: string; newlyMissed: Some; newlyMet: Some } & Record<
  Side,
  Record<Ending, number>
>
type GradeLine = { regime: string; from: string | null; to: string | null } & Some
type LoadLine = { unit: string; day: string } & Record<Side, number>

/** What a number of cases came to under two sets of rules, line by line; it grows with each case. */
export type Tally = {
  cases: number
  readonly changed: Some
  /** By regime and move. */
  readonly grades: Lines<GradeLine>
  /** By regime and duty. */
  readonly duties: Lines<DutyLine>
  /** By unit and day. */
  readonly load: Lines<LoadLine>
}

/** By one name and, under it, by another: millions of duties are counted, and to join names into one key takes longer. */
export type Lines<T> = Map<string, Map<string, T>>

const shown = 5

export function emptyTally(): Tally {
  return { cases: 0, changed: nobody(), grades: new Map(), duties: new Map(), load: new Map() }
}

/** Adds a case to a tally. */
export function addCase(tally: Tally, compared: Compared): void {
  const { number, grades, duties } = compared
  tally.cases += 1
  const regraded = grades.filter(({ before, after }) => before !== after)
  if (regraded.length > 0 || duties.some(differs)) join(tally.changed, 1, [number])
  for (const { regime, before: from = null, after: to = null } of regraded)
    join(gradeLine(tally, regime, from, to), 1, [number])
  for (const one of duties) {
    const rounds = duties.filter(({ regime, duty }) => duty === one.duty && regime === one.regime)
    if (rounds[0] === one) addDuty(tally, number, rounds)
  }
}

/** Adds what other cases came to. */
export function addTally(tally: Tally, other: Tally): void {
  tally.cases += other.cases
  join(tally.changed, other.changed.cases, other.changed.examples)
  for (const { regime, from, to, cases, examples } of linesOf(other.grades))
    join(gradeLine(tally, regime, from, to), cases, examples)
  for (const { regime, duty, ...more } of linesOf(other.duties)) {
    const line = dutyLine(tally, regime, duty)
    for (const ending of endings) line.before[ending] += more.before[ending]
    for (const ending of endings) line.after[ending] += more.after[ending]
    join(line.newlyMissed, more.newlyMissed.cases, more.newlyMissed.examples)
    join(line.newlyMet, more.newlyMet.cases, more.newlyMet.examples)
  }
  for (const { unit, day, before, after } of linesOf(other.load)) {
    const line = loadLine(tally, unit, day)
    line.before += before
    line.after += after
  }
}

function addDuty(tally: Tally, number: string, rounds: readonly DutyBeside[]): void {
  const [{ regime, duty }] = rounds as [DutyBeside]
  const line = dutyLine(tally, regime, duty)
  for (const { before, after } of rounds) {
    addOwed(tally, line, 'before', before)
    addOwed(tally, line, 'after', after)
  }
  const wasMissed = rounds.some(({ before }) => before?.ending === 'missed')
  const isMissed = rounds.some(({ after }) => after?.ending === 'missed')
  if (isMissed && !wasMissed) join(line.newlyMissed, 1, [number])
  if (wasMissed && !isMissed && rounds.some(({ after }) => after?.ending === 'met')) join(line.newlyMet, 1, [number])
}

function addOwed(tally: Tally, line: DutyLine, side: Side, owed: Owed | undefined): void {
  if (!owed) return
  line[side][owed.ending] += 1
  if (owed.ending !== 'cancelled') loadLine(tally, owed.unit, owed.day)[side] += 1
}

function differs({ before, after }: DutyBeside): boolean {
  return before?.ending !== after?.ending || before?.due !== after?.due
}

/** All lines of a table. */
export function linesOf<T>(lines: Lines<T>): T[] {
  return [...lines.values()].flatMap((row) => [...row.values()])
}

function gradeLine({ grades }: Tally, regime: string, from: string | null, to: string | null): GradeLine {
  return lineAt(grades, regime, `${from} ${to}`, () => ({ regime, from, to, ...nobody() }))
}

function dutyLine({ duties }: Tally, regime: string, duty: string): DutyLine {
  return lineAt(duties, regime, duty, () => newDutyLine(regime, duty))
}

function newDutyLine(regime: string, duty: string): DutyLine {
  const none = () => Object.fromEntries(endings.map((ending) => [ending, 0])) as Record<Ending, number>
  return { regime, duty, before: none(), after: none(), newlyMissed: nobody(), newlyMet: nobody() }
}

function loadLine({ load }: Tally, unit: string, day: string): LoadLine {
  return lineAt(load, unit, day, () => ({ unit, day, before: 0, after: 0 }))
}

function lineAt<T>(lines: Lines<T>, name: string, under: string, fresh: () => T): T {
  const row = lines.get(name) ?? new Map<string, T>()
  const known = row.get(under)
  if (known !== undefined) return known
  const line = fresh()
  lines.set(name, row.set(under, line))
  return line
}

function join(some: Some, cases: number, numbers: readonly string[]): void {
  some.cases += cases
  const highest = some.examples.at(-1)
  const lower = some.examples.length < shown ? numbers : numbers.filter((one) => highest === undefined || one < highest)
  if (lower.length > 0) some.examples = [...some.examples, ...lower].sort().slice(0, shown)
}

function nobody(): Some {
  return { cases: 0, examples: [] }
}
