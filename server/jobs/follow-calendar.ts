import { followCalendar } from '../../core/case/follow-calendar.ts'
import { asSystem, read } from '../db/transaction.ts'
import { handleCommand } from '../handle-command.ts'
import type { House } from '../house.ts'

const lanes = 2

/** So many open cases were looked at and put under another calendar; what failed is tried again when it is run again. */
export type Followed = { readonly followed: number; readonly failures: readonly Error[] }

/**
 * Puts every open case under the calendar of its office as it is announced now: the duties that run are moved by new
 * facts, everything else stays. What was done is not done again, so it may be ended and run again at any time.
 *
 * @param onProgress told of every batch: how many cases are done
 */
export async function followCalendars(house: House, onProgress: (done: number) => void = () => {}): Promise<Followed> {
  const failures: Error[] = []
  let followed = 0
  for (const calendar of await outdated(house)) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (let ids = await casesUnder(house, calendar, after); ids.length > 0; ) {
      const failed = await followAll(house, ids)
      failures.push(...failed)
      followed += ids.length - failed.length
      onProgress(followed)
      after = ids.at(-1) ?? after
      ids = await casesUnder(house, calendar, after)
    }
  }
  return { followed, failures }
}

/** The calendars of open cases that are not those of their offices any more. */
async function outdated({ pool, policies }: House): Promise<string[]> {
  const text = `select distinct calendar from case_row where status = 'open'`
  const used = await read<{ calendar: string }>(pool, asSystem, { name: 'calendars-in-use', text })
  const judged = await Promise.all(
    used.map(async ({ calendar: hash }) => {
      const { calendar } = await policies.calendar(hash)
      return (await policies.calendarFor(calendar.plain.office)).hash === hash ? [] : [hash]
    }),
  )
  return judged.flat()
}

async function casesUnder({ pool }: House, calendar: string, after: string): Promise<string[]> {
  const text = `select id from case_row where status = 'open' and calendar = $1 and id > $2 order by id limit 200`
  const rows = await read<{ id: string }>(pool, asSystem, {
    name: 'cases-of-calendar',
    text,
    values: [calendar, after],
  })
  return rows.map(({ id }) => id)
}

async function followAll(house: House, cases: readonly string[]): Promise<Error[]> {
  const [waiting, failures]: [string[], Error[]] = [[...cases], []]
  const lane = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      await followOne(house, id).catch((error: Error) => failures.push(error))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return failures
}

async function followOne(house: House, caseId: string): Promise<void> {
  const caller = { kind: 'system', id: 'calendar' } as const
  const answer = await handleCommand(house, {
    command: followCalendar,
    caseId,
    input: {},
    caller,
    origin: 'rule',
    follows: true,
  })
  // Closed meanwhile: then it is no longer open, and is left as it is.
  if ('refusal' in answer && answer.refusal.code !== 'case.wrong-status') throw new Error(answer.refusal.code)
}
