import type { YearFile } from '../../core/calendar/calendar-shape.ts'
import { buildCalendar } from '../../core/calendar/office-calendar.ts'
import { addMoves, type Moves } from '../../core/case/count-moves.ts'
import type { CaseEvent, CaseEventOf } from '../../core/case/events.ts'
import { followCalendar } from '../../core/case/follow-calendar.ts'
import { runCommand } from '../../core/case/run-command.ts'
import { pinnedBy } from '../case-now.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import { hashOfValue, type PinnedCalendar } from '../policies.ts'
import { merged } from '../policy/announced-years.ts'
import type { StreamFact, ToldFact } from '../trail/envelope.ts'
import { selectFactsOf } from '../trail/read.ts'
import type { OnProgress } from './follow-calendar.ts'
import { outdatedCases } from './outdated-cases.ts'

/**
 * What a year would move in the open cases if it were imported now; the same command decides that will be run then, and
 * nothing is stored.
 *
 * @param file accepted by its schema, and at one with the other years
 * @param stop ends it early
 * @throws AbortError after a stop
 */
export async function weighYear(
  house: House,
  organisation: Organisation,
  file: YearFile,
  onProgress: OnProgress,
  stop: AbortSignal,
): Promise<{ readonly cases: number; readonly moves: Moves }> {
  const years = merged(await house.policies.years.latest(), [file])
  const outdated = await outdatedCases(house, years)
  const [moves, weigh]: [Moves, Weigh] = [new Map(), weigher(house, organisation, years)]
  let cases = 0
  for await (const ids of outdated.batches()) {
    stop.throwIfAborted()
    const facts = await read<StreamFact>(house.pool, asSystem, selectFactsOf(ids))
    for (const told of Map.groupBy(facts, ({ streamId }) => streamId).values()) {
      const { number, moved } = await weigh(told)
      addMoves(moves, number, moved)
    }
    cases += ids.length
    onProgress(cases, outdated.cases)
  }
  return { cases, moves }
}

type Weighed = { readonly number: string; readonly moved: readonly CaseEventOf<'ObligationMoved'>[] }
type Weigh = (facts: readonly ToldFact[]) => Promise<Weighed>

function weigher(house: House, organisation: Organisation, years: readonly YearFile[]): Weigh {
  const caller = { kind: 'system', id: 'calendar' } as const
  const calendars = new Map<string, PinnedCalendar>()
  const announcedFor = ({ hash, calendar: { plain } }: PinnedCalendar) => {
    const known = calendars.get(hash)
    if (known) return known
    const calendar = buildCalendar(plain.office, years)
    const announced = { calendar, hash: hashOfValue(calendar.plain) }
    calendars.set(hash, announced)
    return announced
  }
  return async (facts) => {
    const state = foldCase(facts)
    const base = { state, ...(await pinnedBy(house, state)), now: house.now() }
    const context = contextOf(organisation, { caller }, base, state.unit)
    const outcome = runCommand(followCalendar, {}, { ...context, announced: announcedFor(base.calendar) }, 'rule')
    return { number: state.number, moved: outcome.facts.map(({ event }) => event).filter(isMoved) }
  }
}

function isMoved(event: CaseEvent): event is CaseEventOf<'ObligationMoved'> {
  return event.type === 'ObligationMoved'
}
