import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar } from '../../core/calendar/office-calendar.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { hashOfValue } from '../policies.ts'

/** Open cases that count by other days off than those of some years: how many, and their ids, so many at a time. */
export type OutdatedCases = { readonly cases: number; readonly batches: () => AsyncGenerator<readonly string[]> }

type Used = { readonly calendar: string; readonly cases: number }

/** Looks for the open cases whose calendar is not that of their office under these years. */
export async function outdatedCases(house: House, years: readonly YearFile[]): Promise<OutdatedCases> {
  const text = `select calendar, count(*)::int as cases from case_row where status = 'open' group by calendar order by calendar`
  const used = await read<Used>(house.pool, asSystem, { name: 'calendars-in-use', text })
  const judged = await Promise.all(
    used.map(async (one) => {
      const { plain } = (await house.policies.calendar(one.calendar)).calendar
      return hashOfValue(buildCalendar(plain.office, years).plain) === one.calendar ? [] : [one]
    }),
  )
  const outdated = judged.flat()
  return {
    cases: outdated.reduce((sum, { cases }) => sum + cases, 0),
    batches: async function* () {
      for (const { calendar } of outdated) yield* casesUnder(house, calendar)
    },
  }
}

async function* casesUnder({ pool }: House, calendar: string): AsyncGenerator<readonly string[]> {
  const text = `select id from case_row where status = 'open' and calendar = $1 and id > $2 order by id limit 200`
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const values = [calendar, after]
    const rows = await read<{ id: string }>(pool, asSystem, { name: 'cases-of-calendar', text, values })
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ id }) => id)
    after = last.id
  }
}
