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
  readonly grades: Map<string, GradeLine>
  readonly duties: Map<string, DutyLine>
  readonly load: Map<string, LoadLine>
}

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
    join(lineAt(tally.grades, `${regime} ${from} ${to}`, { regime, from, to, ...nobody() }), 1, [number])
  for (const rounds of Map.groupBy(duties, ({ regime, duty }) => `${regime} ${duty}`).values())
    addDuty(tally, number, rounds)
}

/** Adds what other cases came to. */
export function addTally(tally: Tally, other: Tally): void {
  tally.cases += other.cases
  join(tally.changed, other.changed.cases, other.changed.examples)
  for (const [key, { cases, examples, ...line }] of other.grades)
    join(lineAt(tally.grades, key, { ...line, ...nobody() }), cases, examples)
  for (const { regime, duty, ...more } of other.duties.values()) {
    const line = dutyLine(tally, regime, duty)
    for (const ending of endings) line.before[ending] += more.before[ending]
    for (const ending of endings) line.after[ending] += more.after[ending]
    join(line.newlyMissed, more.newlyMissed.cases, more.newlyMissed.examples)
    join(line.newlyMet, more.newlyMet.cases, more.newlyMet.examples)
  }
  for (const { unit, day, before, after } of other.load.values()) {
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

function dutyLine({ duties }: Tally, regime: string, duty: string): DutyLine {
  const key = `${regime} ${duty}`
  return duties.get(key) ?? lineAt(duties, key, newDutyLine(regime, duty))
}

function newDutyLine(regime: string, duty: string): DutyLine {
  const none = () => Object.fromEntries(endings.map((ending) => [ending, 0])) as Record<Ending, number>
  return { regime, duty, before: none(), after: none(), newlyMissed: nobody(), newlyMet: nobody() }
}

function loadLine({ load }: Tally, unit: string, day: string): LoadLine {
  const key = `${unit} ${day}`
  return load.get(key) ?? lineAt(load, key, { unit, day, before: 0, after: 0 })
}

function lineAt<T>(lines: Map<string, T>, key: string, fresh: T): T {
  const known = lines.get(key)
  if (known === undefined) lines.set(key, fresh)
  return known ?? fresh
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
