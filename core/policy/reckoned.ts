import { parseAllowance } from '../calendar/allowance.ts'
import { limitsOf } from './limits.ts'
import { lastValue } from './pack-in-force.ts'
import type { Duty } from './pack-shape.ts'
import { reckonedHours } from './reckoned-hours.ts'

/** The longest limit of a duty that applies in the end, in hours as people reckon; not a number where all have ended. */
export function longestHours(duty: Duty): number {
  const all = lastAllowances(duty).flatMap((written) => parseAllowance(written) ?? [])
  return all.length > 0 ? Math.max(...all.map(reckonedHours)) : Number.NaN
}

/** What a duty allows in the end, line by line, as written. */
export function lastAllowances(duty: Duty): string[] {
  return limitsOf(duty).flatMap(({ allow }) => lastValue(allow) ?? [])
}
