import type { OfficeHours, YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar, type OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import type { CaseEventOf } from '../../core/case/events.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Rules } from '../../core/simulate/fact-under.ts'
import type { StoredPolicies } from '../policies.ts'

/** What is tried out; all else stays as each case pinned it. */
export type Change = {
  /** Each stands in for the pack of its id. */
  readonly packs: readonly PackInForce[]
  /** Puts the packs on cases too that do not stand under them. */
  readonly add?: boolean | undefined
  readonly office?: OfficeHours | undefined
  /** The years of the calendar, all of them. */
  readonly years?: readonly YearFile[] | undefined
}

type Registered = Pick<CaseEventOf<'CaseRegistered'>, 'regimes' | 'calendar'>
/** The rules that a case pinned, and those that are tried; the same object where nothing changes for it. */
export type BothRules = { readonly before: Rules; readonly after: Rules }
/** @param changes the hashes of the calendars that notices put the case under later */
export type RulesOf = (registered: Registered, changes: readonly string[]) => Promise<BothRules>

/**
 * Under what a case is replayed, by what it pinned; made once for all cases that pinned the same.
 *
 * @throws Error where something that was pinned was never stored
 */
export function rulesUnder(policies: StoredPolicies, change: Change): RulesOf {
  const known = new Map<string, Promise<BothRules>>()
  return (registered, changes) => {
    const key = [registered.calendar, ...registered.regimes.map(({ hash }) => hash), ...changes].join(' ')
    const both = known.get(key) ?? bothRules(policies, change, registered, changes)
    known.set(key, both)
    return both
  }
}

async function bothRules(
  policies: StoredPolicies,
  change: Change,
  { regimes, calendar: hash }: Registered,
  changes: readonly string[],
): Promise<BothRules> {
  const pinned = await Promise.all(regimes.map((one) => policies.pack(one.hash)))
  const { calendar } = await policies.calendar(hash)
  const later = await Promise.all(changes.map(async (one) => [one, (await policies.calendar(one)).calendar] as const))
  const before = { packs: pinned, calendar, later: new Map(later) }
  const after = {
    packs: packsUnder(pinned, change),
    calendar: calendarUnder(calendar, change),
    later: new Map(later.map(([one, own]) => [one, calendarUnder(own, change)])),
  }
  const same =
    after.calendar === calendar && after.packs.map((one) => one.hash).join() === pinned.map((one) => one.hash).join()
  return { before, after: same ? before : after }
}

function packsUnder(pinned: readonly PackInForce[], { packs, add = false }: Change): PackInForce[] {
  const standIns = pinned.map((one) => packs.find(({ id }) => id === one.id) ?? one)
  const added = add ? packs.filter(({ id }) => pinned.every((one) => one.id !== id)) : []
  return [...standIns, ...added]
}

function calendarUnder(pinned: OfficeCalendar, { office, years }: Change): OfficeCalendar {
  if (!office && !years) return pinned
  return buildCalendar(office ?? pinned.plain.office, years ?? pinned.plain.years)
}
