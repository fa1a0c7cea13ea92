/** Milliseconds of a day of 24 hours. */
export const DAY = 86_400_000

/**
 * The day number of 1 January: days since 1970-01-01 in the Gregorian calendar.
 *
 * @param year 1 to 9999
 */
export function firstDayOf(year: number): number {
  const past = year - 1
  return 365 * past + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 719_162
}

/** The year a day number lies in. */
export function yearOf(day: number): number {
  const guess = 1970 + Math.floor(day / 365.2425)
  if (day < firstDayOf(guess)) return guess - 1
  return day < firstDayOf(guess + 1) ? guess : guess + 1
}

/** The day number of an ISO date such as `2026-02-13`. */
export function dayNumberOf(date: string): number {
  return Date.parse(`${date}T00:00Z`) / DAY
}

/** Monday 1 … Sunday 7. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The day number of the day of the same number, `months` later; the month's last day where the month has no such day. */
export function monthsAfter(date: string, months: number): number {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))]
  const [begin, end] = [Date.UTC(year, month + months) / DAY, Date.UTC(year, month + months + 1) / DAY]
  return Math.min(begin + day, end) - 1
}
