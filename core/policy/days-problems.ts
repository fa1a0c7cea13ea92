import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'

type Path = readonly (string | number)[]

/**
 * Values by day, wherever they stand, that a reader could misread: days out of their order, so that it does not show which
 * value replaced which, and an end (`~`) where nothing had begun or all had ended already.
 */
export function daysProblems(pack: Pack): PackProblem[] {
  return problemsIn(pack, [])
}

function problemsIn(value: unknown, path: Path): PackProblem[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => problemsIn(one, [...path, i]))
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  const own = entries.flatMap(([day, one], i) => {
    const text = isDay(day) ? misplaced(day, one, entries[i - 1]) : undefined
    return text ? [{ path: [...path, day], text }] : []
  })
  return [...own, ...entries.flatMap(([key, one]) => problemsIn(one, [...path, key]))]
}

function misplaced(day: string, value: unknown, before: [string, unknown] | undefined): string | undefined {
  if (before && before[0] > day) return `${day} stands after a later day`
  const isBegun = before !== undefined && before[1] !== null
  return value === null && !isBegun ? `on ${day} ends what does not apply` : undefined
}

function isDay(key: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(key)
}
