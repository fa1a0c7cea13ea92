import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { CaseEvent, CaseEventOf } from '../case/events.ts'
import type { Happened } from '../case/folding.ts'
import type { CaseState } from '../case/state.ts'
import { extendables, extendedTo } from '../obligations/extend.ts'
import type { RuleContext } from '../obligations/react.ts'

/** What a case is replayed under: the packs it is to stand under, the leading one first, and the calendar. */
export type Rules = Omit<RuleContext, 'now'> & {
  /** The calendars that notices of days off put the case under later, by hash. */
  readonly later?: ReadonlyMap<string, OfficeCalendar>
}

/**
 * A fact of a person as it reads under other rules than those it was written under. Under the rules it was written under
 * it reads as it does.
 *
 * - A registration pins the packs of the replay.
 * - A class that the pack does not know is not set; a grade that it does not know leaves the grade as the rules gave it.
 *   That somebody classified or graded stands, since duties run from it.
 * - More time is what the pack gives for the duty as it runs in the replay; where it gives none, nobody asked and nobody granted.
 *
 * @param state the case in the replay, just before the fact
 * @returns undefined where the fact has no meaning under these rules
 */
export function factUnder(
  { event, occurredAt }: Pick<Happened, 'event' | 'occurredAt'>,
  state: CaseState,
  rules: Rules,
): CaseEvent | undefined {
  switch (event.type) {
    case 'CaseRegistered':
      return registeredUnder(event, rules)
    case 'CaseClassified':
      return classifiedUnder(event, rules)
    case 'CaseGraded':
      return gradedUnder(event, state, rules)
    case 'ExtensionAsked':
    case 'ExtensionGranted':
    case 'ExtensionRefused':
      return extensionUnder(event, occurredAt, state, rules)
    default:
      return event
  }
}

function registeredUnder(event: CaseEventOf<'CaseRegistered'>, { packs }: Rules): CaseEvent {
  const regimes = packs.map(({ id, hash, content }) => ({ pack: id, hash, version: content.manifest.version }))
  return { ...event, regimes }
}

function classifiedUnder(event: CaseEventOf<'CaseClassified'>, { packs }: Rules): CaseEvent {
  const axes = packs.find(({ id }) => id === event.regime)?.content.taxonomy.axes ?? {}
  const set = Object.entries(event.axes)
  const known = set.filter(([axis, value]) => axes[axis]?.values[value])
  return known.length === set.length ? event : { ...event, axes: Object.fromEntries(known) }
}

function gradedUnder(event: CaseEventOf<'CaseGraded'>, state: CaseState, { packs }: Rules): CaseEvent | undefined {
  const order = packs.find(({ id }) => id === event.regime)?.content.grades.order ?? []
  if (order.some(({ id }) => id === event.grade)) return event
  const grade = state.regimes.find(({ pack }) => pack === event.regime)?.grade
  return grade === undefined ? undefined : { ...event, grade }
}

type Extension = CaseEventOf<'ExtensionAsked'> | CaseEventOf<'ExtensionGranted'> | CaseEventOf<'ExtensionRefused'>

function extensionUnder(event: Extension, now: string, state: CaseState, rules: Rules): CaseEvent | undefined {
  const found = extendables(state, rules.packs).find(
    ({ one }) =>
      one.regime === event.regime && one.duty === event.duty && (one.asked || event.type === 'ExtensionAsked'),
  )
  if (!found) return undefined
  const { one, next } = found
  const which = { ...event, round: one.round }
  if (which.type === 'ExtensionAsked') return { ...which, to: next.to, approvers: next.approve }
  if (which.type === 'ExtensionRefused') return which
  return { ...which, to: next.to, ...extendedTo(found, now, rules.calendar) }
}
