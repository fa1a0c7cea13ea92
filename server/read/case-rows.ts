import type { CaseRow } from '../../api/cases.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import { type Lamp, lampOf, remaining } from '../../core/calendar/remaining.ts'
import type { Obligation } from '../../core/case/state.ts'
import { isWorkingTime } from '../../core/obligations/duty-time.ts'
import { open } from '../crypto/box.ts'
import type { House } from '../house.ts'
import type { Opening } from '../trail/commit.ts'
import { boxPlace } from '../trail/write.ts'

/** A stored row with the sealed box of its registration beside it. */
export type StoredRow = {
  id: string
  number: string
  kind: string
  channel: string
  unit_id: string
  handler: string | null
  stage: string
  status: string
  grades: { regime: string; grade: string }[]
  received_at: string
  lead: Obligation | null
  lead_due: string
  calendar: string
  turns: number
  holder: string | null
  box: Buffer | null
  epoch: number | null
  wrapped: Buffer | null
}

/** What a list selects of `case_row` as `p`, with the box that holds the title. */
export const rowColumns = `p.id, p.number, p.kind, p.channel, p.unit_id, p.handler, p.stage, p.status, p.grades, p.received_at, p.lead, p.lead_due, p.calendar, p.turns, s.holder, s.box, k.epoch, k.wrapped`
export const rowJoins = `left join sealed s on s.stream_id = p.id and s.version = 1 and s.holder = 'party:p1' left join data_key k on k.stream_id = p.id and k.holder = s.holder`

/** Rows as a list shows them: titles opened, lamps and remaining time as of now. */
export async function showRows(house: House, rows: readonly StoredRow[]): Promise<CaseRow[]> {
  const now = Temporal.Instant.from(house.now())
  return Promise.all(
    rows.map(async (row) => showRow(house, row, (await house.policies.calendar(row.calendar)).calendar, now)),
  )
}

function showRow(house: House, row: StoredRow, calendar: OfficeCalendar, now: Temporal.Instant): CaseRow {
  const { id, number, kind, channel, handler, stage, status, grades, turns } = row
  const lead = row.lead && status !== 'archived' ? leadOf(row.lead, calendar, now) : null
  return {
    id,
    number,
    title: titleOf(house, row),
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

function leadOf(lead: Obligation, calendar: OfficeCalendar, now: Temporal.Instant): CaseRow['lead'] {
  const { regime, duty, due, provisional } = lead
  return {
    regime,
    duty,
    due,
    provisional,
    inWorkingTime: isWorkingTime(lead.allowance),
    ...clockOf(lead, calendar, now),
  }
}

/** Lamp and remaining time of a duty; what a paused one has left does not run down. */
export function clockOf(
  one: Obligation,
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

function titleOf({ ring }: House, { id, holder, box, epoch, wrapped }: StoredRow): string {
  if (!holder || !box || epoch === null || !wrapped) return ''
  const values = JSON.parse(
    open(ring.unwrap(id, holder, epoch, wrapped), boxPlace(id, 1, holder), box).toString(),
  ) as Opening[]
  return values.find(([path]) => path === '/title')?.[2] ?? ''
}
