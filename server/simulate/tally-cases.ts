import { type Act, actsOf, type Recorded } from '../../core/simulate/acts.ts'
import { type Compared, compare } from '../../core/simulate/compare.ts'
import { replay } from '../../core/simulate/replay.ts'
import { addCase, emptyTally, type Tally } from '../../core/simulate/tally.ts'
import type { BothRules, RulesOf } from './change.ts'

/**
 * What cases come to under the rules they pinned and under those that are tried.
 *
 * @param histories the facts of each case in their order; a history that begins with no registration is no case
 * @param until     ISO instant up to which time runs
 */
export async function tallyCases(
  histories: Iterable<readonly Recorded[]>,
  rulesOf: RulesOf,
  until: string,
): Promise<Tally> {
  const tally = emptyTally()
  for (const history of histories) {
    const registered = history[0]?.event
    if (registered?.type !== 'CaseRegistered') continue
    addCase(tally, compareUnder(actsOf(history), await rulesOf(registered, changesIn(history)), until))
  }
  return tally
}

/** The calendars that notices put a case under. */
function changesIn(history: readonly Recorded[]): string[] {
  return history.flatMap(({ event }) => (event.type === 'CalendarChanged' ? [event.to] : []))
}

function compareUnder(acts: readonly Act[], { before, after }: BothRules, until: string): Compared {
  const old = { rules: before, state: replay(acts, before, until) }
  return compare(acts, old, after === before ? old : { rules: after, state: replay(acts, after, until) })
}
