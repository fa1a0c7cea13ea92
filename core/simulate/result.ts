import { type Lines, linesOf, type Tally } from './tally.ts'

/**
 * A tally as it is shown, in an order of its own: duties and grades by name, load by unit and day.
 *
 * @param until ISO instant up to which the cases were replayed
 */
export function resultOf({ cases, changed, grades, duties, load }: Tally, until: string) {
  const units = Map.groupBy(
    inOrder(load, ({ unit, day }) => `${unit} ${day}`),
    ({ unit }) => unit,
  )
  return {
    until,
    cases,
    changed,
    grades: inOrder(grades, ({ regime, from, to }) => `${regime} ${from} ${to}`),
    duties: inOrder(duties, ({ regime, duty }) => `${regime} ${duty}`),
    load: [...units].map(([unit, days]) => ({ unit, days: days.map(({ unit: _, ...line }) => line) })),
  }
}

function inOrder<T>(lines: Lines<T>, nameOf: (line: T) => string): T[] {
  const named = linesOf(lines).map((line) => [nameOf(line), line] as const)
  return named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
}
