import { setTimeout as sleep } from 'node:timers/promises'
import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import { canonical } from '../../core/shared/canonical.ts'
import type { Pool } from '../db/pool.ts'

/** The years known: those of the program, each replaced by what was imported for it last. Frozen; another list where another year is known. */
export type AnnouncedYears = {
  /** At most a second old. */
  now(): Promise<readonly YearFile[]>
  /**
   * Stores a year for every process over this database, and waits until all of them have noticed.
   *
   * @param file accepted by its schema, and at one with the other years
   * @returns false where the year is known like this already
   */
  learn(file: YearFile): Promise<boolean>
}

/** Other processes look so often whether a year was imported, ms. */
const freshFor = 1000

/** @param ofProgram the years of the folder */
export function openYears(pool: Pool, ofProgram: readonly YearFile[]): AnnouncedYears {
  let known = { latest: '0', years: Object.freeze([...ofProgram]) as readonly YearFile[] }
  let looking: Promise<readonly YearFile[]> = Promise.resolve(known.years)
  let looked = Number.NEGATIVE_INFINITY
  const look = async () => {
    const imported = await newerThan(pool, known.latest)
    const latest = imported.at(-1)?.id
    if (latest !== undefined)
      known = {
        latest,
        years: merged(
          known.years,
          imported.map(({ body }) => body),
        ),
      }
    return known.years
  }
  const refresh = () => {
    looked = performance.now()
    looking = looking.catch(() => undefined).then(look)
    return looking
  }
  return {
    now: () => (performance.now() - looked < freshFor ? looking : refresh()),
    async learn(file) {
      const before = (await refresh()).find(({ year }) => year === file.year)
      if (before && canonical(before) === canonical(file)) return false
      await pool.query(insertYear, [file.year, JSON.stringify(file)])
      await refresh()
      await sleep(freshFor)
      return true
    },
  }
}

/** The program's years with others in the place of theirs. */
export function merged(years: readonly YearFile[], others: readonly YearFile[]): readonly YearFile[] {
  const all = new Map([...years, ...others].map((file) => [file.year, file]))
  return Object.freeze([...all.values()].sort((a, b) => a.year - b.year))
}

/** One at a time, so that no row comes to light after one with a higher id. */
const insertYear = `insert into calendar_year (year, body)
  select $1::int, $2::json from pg_advisory_xact_lock(hashtext('huiyin-calendar-year'))`

type Row = { readonly id: string; readonly body: YearFile }

async function newerThan(pool: Pool, latest: string): Promise<Row[]> {
  const text = 'select id, body from calendar_year where id > $1 order by id'
  return (await pool.query<Row>({ name: 'calendar-years', text, values: [latest] })).rows
}
