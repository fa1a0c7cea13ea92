import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'
import type { Falls, Report, Rhythm } from './report-shape.ts'
import { unknownPosts } from './unknown-posts.ts'

/** How many months a period has of which a report says the month. */
const monthsOf: Partial<Record<Rhythm, number>> = { quarter: 3, 'half-year': 6, year: 12 }

/** What does not fit in the reports of a pack: a post that is not there, a day that its period does not have. */
export function reportProblems(pack: Pack): PackProblem[] {
  return Object.entries(pack.reports ?? {}).flatMap(([name, report]) => {
    const path = ['reports', name]
    const days = Object.entries(report.falls).flatMap(([day, falls]) => {
      const text = falls && misfit(report, falls)
      return text ? [{ path: [...path, 'falls', day], text }] : []
    })
    return [
      ...days,
      ...unknownPosts(pack, report.from.posts, [...path, 'from', 'posts']),
      ...unknownPosts(pack, report.to.posts, [...path, 'to', 'posts']),
    ]
  })
}

function misfit({ every }: Report, { day, month }: Falls): string | undefined {
  const months = monthsOf[every]
  if (every === 'day') return day === undefined && month === undefined ? undefined : 'a daily report falls on each day'
  if (day === undefined) return 'the day is missing'
  if (every === 'week' && (day === 'last' || day > 7)) return 'a day of the week is 1 Monday to 7 Sunday'
  if (months === undefined) return month === undefined ? undefined : `a ${every} has no months`
  if (month === undefined) return `the month is missing: a ${every} has ${months}`
  return month <= months ? undefined : `a ${every} has ${months} months`
}
