import { z } from 'zod'
import type { YearFile } from '../calendar/calendar-shape.ts'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import { type Calendars, moveBy } from '../obligations/move.ts'
import { countedBy } from '../policy/counted-by.ts'
import { dutyOf, type PackInForce } from '../policy/pack-in-force.ts'
import { type Command, command } from './command.ts'
import type { CaseEvent } from './events.ts'
import { type CaseState, stages } from './state.ts'

/**
 * Puts an open case under the days off that are announced now, and moves the duties that run. Sent by the shell once a
 * notice was imported; nobody else can run it. Nothing happens where the case counts by these days already.
 */
export const followCalendar: Command = command({
  name: 'follow-calendar',
  summary: 'Count by the days off that are announced now.',
  stages: [...stages],
  authority: 'none',
  input: z.strictObject({}),

  decide(_, { announced, calendar: before, calendarHash: from, state, packs, now }) {
    if (!announced || announced.hash === from) return []
    const { calendar: after, hash: to } = announced
    const files = changedYears(before, after)
    const notice = files.map(nameOf).join('、').slice(0, longest)
    const moved = movesOf(state, packs, { before, after }, now, notice)
    return [{ type: 'CalendarChanged', from, to, years: files.map(({ year }) => year), notice }, ...moved]
  },
})

/** The duties of a case that other days off move, each counted as its pack counts. */
export function movesOf(
  { obligations }: CaseState,
  packs: readonly PackInForce[],
  { before, after }: Calendars,
  now: string,
  notice: string,
): CaseEvent[] {
  return obligations.flatMap((one) => {
    const pack = packs.find(({ id }) => id === one.regime)
    const duty = pack && dutyOf(pack, one.duty)
    if (!duty) return []
    const counted = { before: countedBy(pack, before), after: countedBy(pack, after) }
    return moveBy(one, duty, counted, now, notice) ?? []
  })
}

/** What a fact holds of the name of a notice. */
const longest = 120

/** The years of which two calendars know different things, as the later one has them. */
function changedYears(before: OfficeCalendar, after: OfficeCalendar): readonly YearFile[] {
  const known = new Map(before.plain.years.map((file) => [file.year, JSON.stringify(file)]))
  return after.plain.years.filter((file) => known.get(file.year) !== JSON.stringify(file))
}

function nameOf({ notice, amendments }: YearFile): string {
  const { title, number } = amendments.at(-1) ?? notice
  return `《${title}》${number ? `（${number}）` : ''}`
}
