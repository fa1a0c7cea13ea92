import { parseAllowance } from '../calendar/allowance.ts'
import { limitsOf } from './limits.ts'
import type { Duty } from './pack-shape.ts'
import { reckonedHours } from './reckoned-hours.ts'

/** The longest limit of a duty that applies in the end, in hours as people reckon. */
export function longestHours(duty: Duty): number {
  const all = lastAllowances(duty).map((written) => parseAllowance(written))
  return Math.max(...all.map((allowance) => (allowance ? reckonedHours(allowance) : Number.NaN)))
}

/** What a duty allows in the end, line by line, as written. */
export function lastAllowances(duty: Duty): string[] {
  return limitsOf(duty).map(({ allow }) => allow[Object.keys(allow).sort().at(-1) ?? ''] ?? '')
}
