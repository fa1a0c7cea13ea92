import { setTimeout as sleep } from 'node:timers/promises'
import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import type { Pool, Statement } from '../db/pool.ts'

/** The years known: those of the program, each replaced by what was imported for it last. Frozen; another list where another year is known. */
export type AnnouncedYears = {
  /** At most a second old. */
  now(): Promise<readonly YearFile[]>
  /** As they are stored at this moment. */
  latest(): Promise<readonly YearFile[]>
  /** Waits until every process over this database knows what is stored now. */
  spread(): Promise<void>
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
    latest: refresh,
    async spread() {
      await refresh()
      await sleep(freshFor)
    },
  }
}

/** The program's years with others in the place of theirs. */
export function merged(years: readonly YearFile[], others: readonly YearFile[]): readonly YearFile[] {
  const all = new Map([...years, ...others].map((file) => [file.year, file]))
  return Object.freeze([...all.values()].sort((a, b) => a.year - b.year))
}

/**
 * Keeps a year for ever, in the place of what was known of it. One at a time, so that no row comes to light after one with
 * a higher id.
 *
 * @param file accepted by its schema, and at one with the other years
 */
export function storeYear(file: YearFile): Statement {
  const text = `insert into calendar_year (year, body)
    select $1::int, $2::json from pg_advisory_xact_lock(hashtext('huiyin-calendar-year'))`
  return { text, values: [file.year, JSON.stringify(file)] }
}

type Row = { readonly id: string; readonly body: YearFile }

async function newerThan(pool: Pool, latest: string): Promise<Row[]> {
  const text = 'select id, body from calendar_year where id > $1 order by id'
  return (await pool.query<Row>({ name: 'calendar-years', text, values: [latest] })).rows
}
