import type { Words } from '../shared/words.ts'
import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'
import { type Falls, periods, type Report, type Rhythm } from './report-shape.ts'
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

function misfit({ every }: Report, { day, month }: Falls): Words | undefined {
  const months = monthsOf[every]
  if (every === 'day') return day === undefined && month === undefined ? undefined : eachDay
  if (day === undefined) return { zh: '没有写是哪一日', en: 'the day is missing' }
  if (every === 'week' && (day === 'last' || day > 7)) return weekdays
  if (months === undefined) return month === undefined ? undefined : noMonths(every)
  if (month === undefined) return monthMissing(every, months)
  return month <= months ? undefined : tooFewMonths(every, months)
}

const eachDay = { zh: '每日的报告每天都有，不写哪一日', en: 'a daily report falls on each day' }
const weekdays = { zh: '周内的日子是 1（周一）至 7（周日）', en: 'a day of the week is 1 Monday to 7 Sunday' }
const noMonths = (every: Rhythm) => ({ zh: `一${periods[every]}之内不分月份`, en: `a ${every} has no months` })
const tooFewMonths = (every: Rhythm, months: number) => ({
  zh: `一${periods[every]}只有 ${months} 个月`,
  en: `a ${every} has ${months} months`,
})
const monthMissing = (every: Rhythm, months: number) => ({
  zh: `没有写是第几个月：一${periods[every]}有 ${months} 个月`,
  en: `the month is missing: a ${every} has ${months}`,
})
