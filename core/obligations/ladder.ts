import { parseAllowance } from '../calendar/allowance.ts'
import { addWorkingTime, dueAt, workingTimeBetween } from '../calendar/due.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { Warning } from '../case/state.ts'
import type { Duty } from '../policy/pack-shape.ts'

/** Start and due as ISO instants, with the allowance as written. */
export type Span = { readonly start: string; readonly due: string; readonly allowance: string }

/**
 * The moments of a duty's warnings, in order, and who is told of its breach. A share of a duty in working time is a
 * share of its working time, so "75 %" never falls on a holiday.
 */
export function ladderOf(duty: Duty, span: Span, calendar: OfficeCalendar): { warnings: Warning[]; breach: string[] } {
  const before = duty.warn.filter((step) => step.at !== undefined && step.at !== '100%')
  const later = duty.warn.filter((step) => step.after !== undefined)
  const warnings = [
    ...before.map((step) => ({ step: step.at ?? '', at: shareOf(span, Number.parseInt(step.at ?? '', 10), calendar), tell: step.tell })),
    ...later.map((step) => ({ step: `+${step.after}`, at: afterDue(span, step.after ?? '', calendar), tell: step.tell })),
  ]
  const breach = duty.warn.filter((step) => step.at === '100%').flatMap((step) => step.tell)
  return { warnings: warnings.sort((a, b) => (a.at < b.at ? -1 : 1)), breach }
}

/** True where a duty runs in working time, so that a pause keeps working time as well. */
export function isWorkingTime(allowance: string): boolean {
  return allowance.includes('working')
}

function shareOf({ start, due, allowance }: Span, percent: number, calendar: OfficeCalendar): string {
  const [from, to] = [Temporal.Instant.from(start), Temporal.Instant.from(due)]
  const whole = isWorkingTime(allowance) ? workingTimeBetween(from, to, calendar) : to.epochMilliseconds - from.epochMilliseconds
  const share = Math.floor((whole * percent) / 100)
  return iso(isWorkingTime(allowance) ? addWorkingTime(from, share, calendar) : from.add({ milliseconds: share }))
}

function afterDue({ due }: Span, written: string, calendar: OfficeCalendar): string {
  const allowance = parseAllowance(written)
  if (!allowance) throw new Error(`allowance "${written}" passed the loader`)
  return iso(dueAt(Temporal.Instant.from(due), allowance, calendar).due)
}

function iso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}
