import type { OfficeCalendar } from './office-calendar.ts'
import type { DayRow } from './year-table.ts'

/** A moment in working time: the working ms of the owner's year that are over. The owner is the day the work belongs to. */
type Worked = { readonly owner: DayRow; readonly worked: number }

/** Working ms from one instant to another; negative backwards. */
export function workBetween(from: number, to: number, calendar: OfficeCalendar): number {
  if (to < from) return 0 - workBetween(to, from, calendar)
  const [a, b] = [locate(from, calendar), locate(to, calendar)]
  return b.worked - a.worked + totalBetween(calendar, a.owner.year, b.owner.year)
}

/** Where an instant stands in working time. In the small hours the day before may still be at work. */
export function locate(instant: number, calendar: OfficeCalendar): Worked {
  const row = calendar.dayAt(instant)
  const eve = calendar.day(row.number - 1)
  const still = eve.closes - instant
  if (still > 0) return { owner: eve, worked: eve.worked + eve.length - still }
  const table = calendar.year(row.year)
  let worked = row.worked
  for (let i = row.from; i < row.to; i += 1) {
    const [start, end] = [table.starts[i] ?? 0, table.ends[i] ?? 0]
    worked += Math.max(0, Math.min(instant, end) - start)
  }
  return { owner: row, worked }
}

/** The first instant by which `milliseconds` (>= 0) more have been worked; `from` itself for 0. */
export function afterWork(from: number, milliseconds: number, calendar: OfficeCalendar): number {
  return milliseconds === 0 ? from : advance(locate(from, calendar), milliseconds, calendar).at
}

/** The first instant at which `milliseconds` (> 0) more have been worked, and the day that work belongs to. */
export function advance(
  { owner, worked }: Worked,
  milliseconds: number,
  calendar: OfficeCalendar,
): { at: number; owner: DayRow } {
  let table = calendar.year(owner.year)
  let target = worked + milliseconds
  let from = owner.from
  while (target > table.total) {
    target -= table.total
    table = calendar.year(table.year + 1)
    from = 0
  }
  const i = lastBelow(table.before, target, from)
  const row = table.owners[i]
  if (!row) throw new RangeError(`no work in ${table.year}`)
  return { at: (table.starts[i] ?? 0) + target - (table.before[i] ?? 0), owner: row }
}

/** Index of the last value below `target` in an ascending list whose value at `from` is below it, and mostly near there. */
function lastBelow(values: readonly number[], target: number, from: number): number {
  let [low, stride] = [from, 1]
  while ((values[low + stride] ?? target) < target) {
    low += stride
    stride *= 2
  }
  let high = Math.min(low + stride, values.length) - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((values[middle] ?? 0) < target) low = middle
    else high = middle - 1
  }
  return low
}

/** Working ms of the years `from` (included) to `until` (excluded). */
export function totalBetween(calendar: OfficeCalendar, from: number, until: number): number {
  let total = 0
  for (let year = from; year < until; year += 1) total += calendar.year(year).total
  return total
}
