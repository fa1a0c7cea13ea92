import type { CaseRow } from '../../api/cases.ts'
import { inZone, type OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import { type Lamp, lampOf, remaining } from '../../core/calendar/remaining.ts'
import { isWorkingTime } from '../../core/obligations/duty-time.ts'
import type { LeadDuty } from '../case-row.ts'
import { openTitle } from '../case-title.ts'
import type { House } from '../house.ts'

export type StoredRow = {
  id: string
  number: string
  title: Buffer | null
  kind: string
  channel: string
  unit_id: string
  handler: string | null
  stage: string
  status: string
  grades: { regime: string; grade: string }[]
  received_at: string
  lead: LeadDuty | null
  calendar: string
  turns: number
}

/** What a list selects of `case_row` as `p`. */
export const rowColumns = `p.id, p.number, p.title, p.kind, p.channel, p.unit_id, p.handler, p.stage, p.status, p.grades, p.received_at, p.lead, p.calendar, p.turns`

/**
 * Rows as a list shows them: titles opened, lamps and remaining time as of now.
 *
 * @param titleOf opens the title of a row; for whoever knows it already
 */
export async function showRows(
  house: House,
  rows: readonly StoredRow[],
  titleOf = (row: StoredRow) => openTitle(house.ring, row.id, row.title),
): Promise<CaseRow[]> {
  const now = Temporal.Instant.from(house.now())
  const calendars = new Map<string, OfficeCalendar>()
  for (const hash of new Set(rows.map((row) => row.calendar)))
    calendars.set(hash, (await house.policies.calendar(hash)).calendar)
  return rows.map((row) => showRow(row, titleOf(row), calendars.get(row.calendar) as OfficeCalendar, now))
}

function showRow(row: StoredRow, title: string, calendar: OfficeCalendar, now: Temporal.Instant): CaseRow {
  const { id, number, kind, channel, handler, stage, status, grades, turns } = row
  const lead = row.lead && status !== 'archived' ? leadOf(row.lead, calendar, now) : null
  return {
    id,
    number,
    title,
    kind,
    channel,
    unit: row.unit_id,
    handler,
    stage,
    status,
    grades,
    receivedAt: row.received_at,
    lead,
    turns,
  }
}

function leadOf(lead: LeadDuty, calendar: OfficeCalendar, now: Temporal.Instant): CaseRow['lead'] {
  const { regime, duty, due, provisional } = lead
  return {
    regime,
    duty,
    due,
    provisional,
    inWorkingTime: isWorkingTime(lead.allowance),
    ...clockOf(lead, inZone(calendar, lead.zone ?? calendar.zone), now),
  }
}

/** Lamp and remaining time of a duty; what a paused one has left does not run down. */
export function clockOf(
  one: LeadDuty,
  calendar: OfficeCalendar,
  now: Temporal.Instant,
): { lamp: Lamp; remaining: { workingMs: number; calendarMs: number; overdue: boolean } } {
  const unit = isWorkingTime(one.allowance) ? 'working-hours' : 'calendar-hours'
  const due = Temporal.Instant.from(one.due)
  if (one.status === 'paused')
    return {
      lamp: 'blue',
      remaining: { workingMs: one.remaining ?? 0, calendarMs: one.remaining ?? 0, overdue: false },
    }
  return {
    lamp: lampOf({ start: Temporal.Instant.from(one.start), due, now, paused: false, calendar, unit }),
    remaining: remaining(now, due, calendar),
  }
}
