import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { YearFile } from '../../core/calendar/calendar-shape.ts'
import { type PolicyProblem, PolicyProblems } from './policy-problems.ts'
import { readYaml } from './read-yaml.ts'

/**
 * The years of a country as its notices announced them, in order; plain data, from which `buildCalendar` makes an
 * office's calendar and its hash.
 *
 * @param folder such as `calendars/cn`, one file a year: `2026.yaml`
 * @throws PolicyProblems where a file cannot be used; it names every problem of every file
 */
export async function loadCalendars(folder: string): Promise<readonly YearFile[]> {
  const names = (await readdir(folder)).filter((file) => !file.startsWith('.')).sort()
  const read = await Promise.all(names.map((name) => readYear(folder, name)))
  const problems = read.flatMap((file) => ('problems' in file ? file.problems : []))
  if (problems.length > 0) throw new PolicyProblems(problems)
  return read.flatMap((file) => ('year' in file ? [file.year] : []))
}

async function readYear(
  folder: string,
  name: string,
): Promise<{ year: YearFile } | { problems: readonly PolicyProblem[] }> {
  const file = join(basename(join(folder, '..')), basename(folder), name)
  if (!/^\d{4}\.yaml$/.test(name)) return { problems: [{ file, line: 1, column: 1, text: misnamed }] }
  const read = await readYaml(join(folder, name), file, YearFile)
  if ('problems' in read) return read
  return `${read.value.year}.yaml` === name
    ? { year: read.value }
    : { problems: [read.at(['year'], inOtherFile(read.value.year, name))] }
}

const misnamed = { zh: '放假安排的文件以年份命名：2026.yaml', en: 'a calendar is named by its year: 2026.yaml' }
const inOtherFile = (year: number, name: string) => ({
  zh: `${year} 年的安排放在了 ${name} 里`,
  en: `the year ${year} lies in ${name}`,
})
