import { basename } from 'node:path'
import { weekdayOffice, YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar } from '../../core/calendar/office-calendar.ts'
import type { Words } from '../../core/shared/words.ts'
import { type AnnouncedYears, merged } from './announced-years.ts'
import { type PolicyProblem, PolicyProblems } from './policy-problems.ts'
import { readYaml } from './read-yaml.ts'

/**
 * Learns the days off of a year from a file as `calendars/cn` holds them. What is received from now on counts by it;
 * open cases follow by `followCalendars`.
 *
 * @param path where the file lies
 * @returns the year, and whether it was news
 * @throws PolicyProblems where the file is not a year, or is at odds with another year about a day; nothing is stored then
 */
export async function importYear(
  years: AnnouncedYears,
  path: string,
): Promise<{ readonly year: YearFile; readonly news: boolean }> {
  const read = await readYaml(path, basename(path), YearFile)
  if ('problems' in read) throw new PolicyProblems(read.problems)
  const problem = atOdds(merged(await years.now(), [read.value]))
  if (problem !== undefined) throw new PolicyProblems([read.at(['holidays'], problem)] satisfies PolicyProblem[])
  return { year: read.value, news: await years.learn(read.value) }
}

/** Why the years make no calendar together. */
function atOdds(years: readonly YearFile[]): Words | undefined {
  try {
    buildCalendar(weekdayOffice('Asia/Shanghai'), years)
    return undefined
  } catch (error) {
    if (error instanceof RangeError) return { zh: `与其他年份的安排矛盾（${error.message}）`, en: error.message }
    throw error
  }
}
