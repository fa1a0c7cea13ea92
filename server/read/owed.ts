import type { Workbench } from '../../api/cases.ts'
import { until } from '../../core/calendar/allowance.ts'
import type { OfficeHours } from '../../core/calendar/calendar-shape.ts'
import type { Statement } from '../db/pool.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData } from '../trail/read.ts'
import { clockOf } from './case-rows.ts'

type AskedTask = Omit<Workbench['tasks'][number], 'late'>
export type Promised = Pick<Workbench['promises'][number], 'caseId' | 'number' | 'ordinal' | 'due'> & {
  readonly since: string
  readonly data: ToldFact['data']
} & LockedBox

/** The tasks of which a person has the next word; the row of one is all that somebody from outside the case sees. */
export function selectTasks(person: string): Statement {
  const text = `select id, kind, number, ordinal, since, due from owed
    where person_id = $1 and open and kind in ('task', 'mediation', 'arbitration') order by due, id limit 50`
  return { name: 'tasks-asked', text, values: [person] }
}

/** What a person promised and still owes, with what is needed to open its words. */
export function selectPromises(person: string): Statement {
  const text = `select o.case_id as "caseId", o.number, o.ordinal, o.since, o.due, f.data, s.stream_id, s.version, s.holder, s.box, k.epoch, k.wrapped
    from owed o join case_row c on c.id = o.case_id
      join fact f on f.stream_id = o.case_id and f.type = 'PromiseMade' and (f.data->>'promise')::int = o.ordinal
      join sealed s on s.stream_id = f.stream_id and s.version = f.version
      join data_key k on k.stream_id = s.stream_id and k.holder = s.holder
    where o.person_id = $1 and o.open and o.kind = 'promise' and c.status in ('open', 'closed') order by o.due, o.id limit 50`
  return { name: 'promises-owed', text, values: [person] }
}

/** The tasks as the workbench shows them. */
export function showTasks(house: House, rows: readonly AskedTask[]): Workbench['tasks'] {
  return rows.map((row) => ({ ...row, late: isLate(house, row.due) }))
}

/** The promises with their words opened and their lamps lit; they run by plain time. @param office the hours of the house */
export async function showPromises(
  house: House,
  office: OfficeHours,
  rows: readonly Promised[],
): Promise<Workbench['promises']> {
  const now = Temporal.Instant.from(house.now())
  const { calendar } = await house.policies.calendarFor(office)
  return rows.map((row) => {
    const { caseId, number, ordinal, since: start, due, data, version } = row
    const lead = {
      regime: '',
      duty: '',
      status: 'running',
      start,
      allowance: until(due),
      due,
      provisional: false,
    } as const
    const fact = { type: 'PromiseMade', data, version, origin: 'human' } as unknown as ToldFact
    const what = openData(fact, openBoxes([row], house.ring)).what as string | null
    return { caseId, number, ordinal, due, what, inWorkingTime: false, ...clockOf(lead, calendar, now) }
  })
}

export function isLate(house: House, due: string | null): boolean {
  return due !== null && house.now() > due
}
