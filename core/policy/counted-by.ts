import { inZone, type OfficeCalendar } from '../calendar/office-calendar.ts'
import type { PackInForce } from './pack-in-force.ts'
import type { Pack } from './pack-shape.ts'

/**
 * The calendar of an office as a pack counts by it: periods end as the pack says, and where it names a zone, days and office
 * hours are those of that zone. A pack that says nothing counts by the calendar as it is.
 */
export function countedBy({ content }: Pick<PackInForce, 'content'>, calendar: OfficeCalendar): OfficeCalendar {
  const { counting } = content.manifest
  if (!counting) return calendar
  const own = known.get(content) ?? new WeakMap<OfficeCalendar, OfficeCalendar>()
  const counted = own.get(calendar) ?? recounted(counting, calendar)
  known.set(content, own.set(calendar, counted))
  return counted
}

/** Each fact of each case asks again. */
const known = new WeakMap<Pack, WeakMap<OfficeCalendar, OfficeCalendar>>()

type Counting = NonNullable<Pack['manifest']['counting']>

function recounted({ last_day_off, ends, zone }: Counting, calendar: OfficeCalendar): OfficeCalendar {
  const there = zone === undefined ? calendar : inZone(calendar, zone)
  return Object.freeze({ ...there, counting: { last_day_off, ends } })
}
