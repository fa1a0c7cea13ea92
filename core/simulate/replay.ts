import type { CaseEvent, CaseEventOf } from '../case/events.ts'
import { evolveAll } from '../case/evolve.ts'
import { movesOf } from '../case/follow-calendar.ts'
import { foldAll, letTimePass, react } from '../case/reactions.ts'
import { type CaseState, nothingYet } from '../case/state.ts'
import type { RuleContext } from '../obligations/react.ts'
import type { Act } from './acts.ts'
import { factUnder, type Rules } from './fact-under.ts'

/**
 * The case as it would stand had it come in under these rules: what people did stays as it is, at its moments; what rules
 * and time make of it is made anew, by the code that runs at run time.
 *
 * @param acts  what people did, see `actsOf`
 * @param until ISO instant up to which time runs; not before the last act
 */
export function replay(acts: readonly Act[], rules: Rules, until: string): CaseState {
  const state = acts.reduce((before, act) => play(before, act, rules), nothingYet)
  return letTimePass(state, under(state, rules, until)).state
}

/** Time passes, then it is done, then the rules react: what `runCommand` does, without asking whether it may be. */
function play(state: CaseState, { at, facts }: Act, rules: Rules): CaseState {
  const context = under(state, rules, at)
  const present = letTimePass(state, context).state
  const done = facts.reduce((before, fact) => {
    const event = factUnder(fact, before, context)
    if (!event) return before
    const events = event.type === 'CalendarChanged' ? [event, ...moved(before, event, rules, at)] : [event]
    return evolveAll(
      before,
      events.map((one) => ({ ...fact, event: one })),
    )
  }, present)
  return foldAll(done, react(done, under(done, rules, at), state))
}

/** The rules at a moment, with the calendar that the case counts by then. */
function under({ calendar }: CaseState, rules: Rules, now: string): RuleContext {
  return { ...rules, calendar: rules.later?.get(calendar) ?? rules.calendar, now }
}

/** What a notice of days off moves. */
function moved(
  state: CaseState,
  { to, notice }: CaseEventOf<'CalendarChanged'>,
  rules: Rules,
  at: string,
): CaseEvent[] {
  const { packs, calendar: before } = under(state, rules, at)
  const after = rules.later?.get(to)
  return after && after !== before ? movesOf(state, packs, { before, after }, at, notice) : []
}
