import type { Words } from '../shared/words.ts'
import type { Pack } from './pack-shape.ts'
import type { PackProblem, Path } from './problem.ts'

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

function misplaced(day: string, value: unknown, before: [string, unknown] | undefined): Words | undefined {
  if (before && before[0] > day) return { zh: `${day} 排在更晚的日期之后`, en: `${day} stands after a later day` }
  const isBegun = before !== undefined && before[1] !== null
  if (value !== null || isBegun) return undefined
  return { zh: `${day} 这天没有可以结束的内容`, en: `on ${day} ends what does not apply` }
}

function isDay(key: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(key)
}
