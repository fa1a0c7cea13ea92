import type { CalendarList, CalendarMoves, CheckedYear, KnownYear } from '../../api/calendars.ts'
import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import { dayChanges } from '../../core/calendar/day-changes.ts'
import type { Moves } from '../../core/case/count-moves.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { outdatedCases } from '../jobs/outdated-cases.ts'
import { readNotice } from '../policy/read-notice.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'

/** The years known, the latest first, and how many open cases do not count by them yet. */
export async function listCalendars(house: House, organisation: Organisation): Promise<CalendarList> {
  const years = await house.policies.years.latest()
  const imports = await importsOf(house, organisation)
  const known = years.map((file) => ({ ...plain(file), imported: imports.get(file.year) ?? null }))
  return { years: known.reverse(), outdated: (await outdatedCases(house, years)).cases }
}

/** By year, who imported it last. */
async function importsOf({ pool }: House, { id, people }: Organisation): Promise<Map<number, KnownYear['imported']>> {
  const facts = await read<ToldFact>(pool, asSystem, selectFacts(id))
  const imported = facts.filter(({ type }) => type === 'YearImported')
  return new Map(
    imported.map(({ data, byId, recordedAt }) => [
      Number(data.year),
      { by: people.get(byId)?.name ?? null, at: recordedAt },
    ]),
  )
}

/** What a notice says, and what it changes; nothing is stored. */
export async function checkYear({ policies }: House, notice: string): Promise<CheckedYear> {
  const checked = readNotice(notice, 'notice', await policies.years.latest())
  if ('problems' in checked)
    return { problems: checked.problems.map((one) => ({ ...one })), year: null, news: null, changes: [] }
  const { file, standing, news } = checked
  return {
    problems: [],
    year: plain(file),
    news: standing ? (news ? 'changed' : 'same') : 'new',
    changes: standing ? dayChanges(standing, file) : [],
  }
}

/** Years are frozen where they are shared; an answer is a copy. */
function plain(file: YearFile): YearFile {
  return structuredClone(file)
}

/** As an answer: the duties of which most are moved first. */
export function movesOf({ cases, moves, failed }: Counted): CalendarMoves {
  const touched = (one: CalendarMoves['duties'][number]) => one.later + one.earlier
  const duties = [...moves.values()].sort((a, b) => touched(b) - touched(a))
  return { cases, failed, duties }
}

type Counted = { readonly cases: number; readonly moves: Moves; readonly failed: number }
