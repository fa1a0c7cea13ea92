import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseState, Obligation } from '../case/state.ts'
import { countedBy } from '../policy/counted-by.ts'
import { dutyOf, type PackInForce } from '../policy/pack-in-force.ts'
import type { Duty, Extension } from '../policy/pack-shape.ts'
import { dueOf, isProvisional, timeAfter, timeBetween } from './duty-time.ts'
import { type Ladder, ladderAfterPause } from './ladder.ts'

/** A running duty whose time can be extended, with the extension that comes next and the pack that gives it. */
export type Extendable = {
  readonly one: Obligation
  readonly pack: PackInForce
  readonly duty: Duty
  readonly next: Extension
}

/** The duties of a case that can be given more time. A missed duty cannot: what was promised is not rewritten. */
export function extendables({ obligations }: CaseState, packs: readonly PackInForce[]): Extendable[] {
  return obligations.flatMap((one) => {
    const pack = packs.find(({ id }) => id === one.regime)
    const duty = pack && dutyOf(pack, one.duty)
    const next = duty?.extend?.[one.extended]
    return pack && duty && next && one.status === 'running' ? [{ one, pack, duty, next }] : []
  })
}

/** The whole time that a duty has now, as the pack writes it: what it was extended to, or what it began with. */
export function wholeTime({ allowance, extended }: Obligation, duty: Duty | undefined): string {
  return duty?.extend?.[extended - 1]?.to ?? allowance
}

/**
 * The due moment and the ladder of a duty whose whole time becomes `to`. What pauses gave is kept: it comes behind the longer
 * time as it came behind the shorter.
 *
 * @param now ISO instant of the approval
 */
export function extendedTo(
  { one, pack, duty, next }: Extendable,
  now: string,
  ofOffice: OfficeCalendar,
): { due: string; provisional?: boolean } & Ladder {
  const { start } = one
  const calendar = countedBy(pack, ofOffice)
  const allowance = wholeTime(one, duty)
  const longer = dueOf(start, next.to, calendar)
  const given = timeBetween(dueOf(start, allowance, calendar).due, one.due, allowance, calendar)
  const due = given > 0 ? timeAfter(longer.due, given, allowance, calendar) : longer.due
  const provisional = longer.provisional || (given > 0 && isProvisional(longer.due, due, allowance, calendar))
  const remaining = timeBetween(now, due, next.to, calendar)
  return {
    due,
    ...(provisional && { provisional }),
    ...ladderAfterPause(duty, { start, due, allowance: next.to, resumed: now, remaining }, calendar),
  }
}
