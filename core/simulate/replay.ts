import { evolve } from '../case/evolve.ts'
import { foldAll, letTimePass, react } from '../case/reactions.ts'
import { type CaseState, nothingYet } from '../case/state.ts'
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
  return letTimePass(state, { ...rules, now: until }).state
}

/** Time passes, then it is done, then the rules react: what `runCommand` does, without asking whether it may be. */
function play(state: CaseState, { at, facts }: Act, rules: Rules): CaseState {
  const context = { ...rules, now: at }
  const present = letTimePass(state, context).state
  const done = facts.reduce((before, fact) => {
    const event = factUnder(fact, before, rules)
    return event ? evolve(before, { ...fact, event }) : before
  }, present)
  return foldAll(done, react(done, context, state))
}
