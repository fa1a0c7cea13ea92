import { type Refusal, refuse } from '../shared/refusal.ts'
import type { ImprovementFact } from './events.ts'
import { type ImprovementState, isUnderWay } from './state.ts'

/** A day further off is a slip of the hand, and what is left is counted day by day. */
const yearsAhead = 10

/**
 * The deadline that a day sets: the work is in time up to and including the last millisecond of that day.
 *
 * @param until day of the office's calendar, `2026-02-13`
 * @param now   ISO instant
 * @param zone  IANA name of the office's zone
 */
export function deadlineOf(until: string, now: string, zone: string): { until: string; due: string } | Refusal {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate()
  const day = Temporal.PlainDate.from(until)
  if (Temporal.PlainDate.compare(day, today) < 0) return refuse('improvement.until-past', { today: today.toString() })
  const latest = today.add({ years: yearsAhead })
  if (Temporal.PlainDate.compare(day, latest) > 0)
    return refuse('improvement.until-too-far', { latest: latest.toString() })
  const end = day.add({ days: 1 }).toZonedDateTime(zone).toInstant().subtract({ milliseconds: 1 })
  return { until, due: iso(end) }
}

/**
 * What the clock alone has brought about up to `now`: that the day ended and nothing was reported, once per deadline,
 * with its true moment. Work that was reported in time and returned after the day is late from its return on.
 */
export function passImprovementTime(state: ImprovementState, now: string): readonly ImprovementFact[] {
  const at = overdueAt(state)
  if (at === undefined || now < at) return []
  const { until, due } = state
  return [{ event: { type: 'RectificationOverdue', until, due }, origin: 'time', occurredAt: at }]
}

/** When the sweeper must look again, ISO; undefined where time can no longer change anything. */
export function overdueAt(state: ImprovementState): string | undefined {
  if (!isUnderWay(state) || state.overdue) return undefined
  const after = iso(Temporal.Instant.from(state.due).add({ milliseconds: 1 }))
  return after < state.handedAt ? state.handedAt : after
}

function iso(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 })
}
