import type { Allowance, AllowanceUnit } from '../calendar/allowance.ts'

/** A unit in hours as people reckon it: close enough to tell which of two limits is the shorter. */
const hoursOf: Record<AllowanceUnit, number> = {
  'calendar-minutes': 1 / 60,
  'calendar-hours': 1,
  'calendar-days': 24,
  'working-minutes': 1 / 60,
  'working-hours': 1,
  'working-days': 24,
  months: 720,
  'same-day': 24,
  /** No length at all; no pack writes one. */
  moment: Number.NaN,
}

/** A limit in hours as people reckon, for telling which is the shorter; no due moment is made of it. */
export function reckonedHours({ amount, unit }: Allowance): number {
  return amount * hoursOf[unit]
}
