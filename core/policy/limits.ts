import { parseAllowance } from '../calendar/allowance.ts'
import { msOf } from '../calendar/iso-instant.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import { workBetween } from '../calendar/work.ts'
import { valueAt } from './pack-in-force.ts'
import type { Duty, Limit, Pack } from './pack-shape.ts'
import { type Received, receipts } from './receipts.ts'

/** How a complaint came in, and the ISO instant from which a duty runs. */
export type Receipt = { readonly channel: string; readonly start: string }

/** All limits of a duty, the first that fits counts; a duty with one for all has one line that fits always. */
export function limitsOf({ allow, limits, source }: Duty): readonly Limit[] {
  return limits ?? (allow === undefined ? [] : [{ allow, source }])
}

/**
 * The limit under which a duty runs.
 *
 * @returns undefined where no line of the duty fits
 */
function limitFor(duty: Duty, { channel, start }: Receipt, calendar: OfficeCalendar): Limit | undefined {
  const limits = limitsOf(duty)
  if (limits.every((limit) => limit.received === undefined)) return limits.find((limit) => suits(limit, channel))
  const received = receivedAt(start, calendar)
  return limits.find((limit) => fits(limit, channel, received))
}

/**
 * The allowance of a duty as the pack writes it, by the day from which it runs.
 *
 * @param asIf true: before its first day a limit applies as if it had been in force
 * @returns undefined where no limit fits, or none was in force
 */
export function allowanceFor(duty: Duty, receipt: Receipt, calendar: OfficeCalendar, asIf = false): string | undefined {
  const limit = limitFor(duty, receipt, calendar)
  return limit && valueAt(limit.allow, calendar.dayAt(msOf(receipt.start)).date, asIf)
}

/** Whether a line holds for a channel and a time of receipt. */
export function fits(limit: Limit, channel: string, at: Received): boolean {
  return suits(limit, channel) && (limit.received?.includes(at) ?? true)
}

function suits({ channels }: Limit, channel: string): boolean {
  return channels?.includes(channel) ?? true
}

/** True where a due moment of a duty cannot be told without the hours of the office. */
export function mindsOfficeHours(duty: Duty): boolean {
  const inHours = (allow: string | null) => /^working-(hours|minutes)$/.test(parseAllowance(allow ?? '')?.unit ?? '')
  return limitsOf(duty).some(({ received, allow }) => received !== undefined || Object.values(allow).some(inHours))
}

/** Every way and time by which something can come in under a pack. */
export function cellsOf({ intake }: Pack): readonly (readonly [channel: string, received: Received])[] {
  return Object.keys(intake.channels).flatMap((channel) => receipts.map((received) => [channel, received] as const))
}

/** An instant as the office lives it; its opening belongs to the office hours, its closing no longer does. */
export function receivedAt(moment: string, calendar: OfficeCalendar): Received {
  const at = msOf(moment)
  if (workBetween(at, at + 1, calendar) > 0) return 'office-hours'
  return calendar.dayAt(at).opening ? 'after-hours' : 'day-off'
}
