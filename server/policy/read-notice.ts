import { weekdayOffice, YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar, YearsAtOdds } from '../../core/calendar/office-calendar.ts'
import { canonical } from '../../core/shared/canonical.ts'
import type { Words } from '../../core/shared/words.ts'
import { merged } from './announced-years.ts'
import type { PolicyProblem } from './policy-problems.ts'
import { plainFrom, shaped } from './read-yaml.ts'

/** A year as its notice was read, with what stands of it so far and whether that says something else; or what is wrong. */
export type ReadNotice =
  | { readonly file: YearFile; readonly standing: YearFile | undefined; readonly news: boolean }
  | { readonly problems: readonly PolicyProblem[] }

/**
 * Reads the days off of a year, written as the files of `calendars/cn` are.
 *
 * @param text  undefined where the file is not written in UTF-8
 * @param name  how problems call it
 * @param known the years that stand; one that names the same day is a problem
 */
export function readNotice(text: string | undefined, name: string, known: readonly YearFile[]): ReadNotice {
  const written = plainFrom(text, name)
  if ('problems' in written) return written
  const read = shaped(written, YearFile)
  if ('problems' in read) return read
  const { value: file, at } = read
  const problem = atOdds(merged(known, [file]))
  if (problem !== undefined) return { problems: [at(['holidays'], problem)] }
  const standing = known.find(({ year }) => year === file.year)
  return { file, standing, news: !standing || canonical(standing) !== canonical(file) }
}

/** Why the years make no calendar together. */
function atOdds(years: readonly YearFile[]): Words | undefined {
  try {
    buildCalendar(weekdayOffice('Asia/Shanghai'), years)
    return undefined
  } catch (error) {
    if (error instanceof YearsAtOdds) return error.words
    throw error
  }
}
