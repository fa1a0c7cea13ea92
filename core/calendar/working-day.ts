import { type Interval, minutesOf, type OfficeHours } from './calendar-shape.ts'

/** The working time of an office's longest ordinary day, in ms; offices with a short Saturday still count whole days. */
export function workingDayMs({ week }: OfficeHours): number {
  const minutes = Object.values(week).map((intervals) =>
    intervals.reduce((sum, interval) => sum + lengthOf(interval), 0),
  )
  return Math.max(...minutes, 0) * 60_000
}

function lengthOf([start, end]: Interval): number {
  const length = minutesOf(end) - minutesOf(start)
  return length > 0 ? length : length + 24 * 60
}
