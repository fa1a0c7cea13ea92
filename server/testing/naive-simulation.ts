import type { SimulationResult } from '../../api/simulation.ts'
import { evolve } from '../../core/case/evolve.ts'
import { foldAll, letTimePass, react } from '../../core/case/reactions.ts'
import { type CaseState, nothingYet } from '../../core/case/state.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { actsOf } from '../../core/simulate/acts.ts'
import { compare } from '../../core/simulate/compare.ts'
import type { Rules } from '../../core/simulate/fact-under.ts'
import { resultOf } from '../../core/simulate/result.ts'
import { addCase, emptyTally } from '../../core/simulate/tally.ts'
import { pinnedBy } from '../case-now.ts'
import { asSystem, read } from '../db/transaction.ts'
import { foldCase, happened } from '../fold-case.ts'
import type { House } from '../house.ts'
import { isOfRules, type ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'

/**
 * What a simulation has to come to, one case after another and from all of its facts: before is what the stored facts tell,
 * after is folded fact by fact under the packs that stand in. Knows of no other change than limits and grades.
 *
 * @param ids the cases
 */
export async function simulateNaively(
  house: House,
  ids: readonly string[],
  packs: readonly PackInForce[],
): Promise<SimulationResult> {
  const until = house.now()
  const tally = emptyTally()
  for (const id of ids) {
    const facts = await read<ToldFact>(house.pool, asSystem, selectFacts(id))
    const stored = foldCase(facts)
    const { packs: pinned, calendar } = await pinnedBy(house, stored)
    const before = { packs: pinned, calendar: calendar.calendar }
    const after = { ...before, packs: pinned.map((one) => packs.find((other) => other.id === one.id) ?? one) }
    const acts = actsOf(facts.map((fact) => ({ ...happened(fact), version: fact.version })))
    const now = letTimePass(stored, { ...before, now: until }).state
    addCase(tally, compare(acts, { rules: before, state: now }, { rules: after, state: foldAnew(facts, after, until) }))
  }
  return resultOf(tally, until)
}

function foldAnew(facts: readonly ToldFact[], rules: Rules, until: string): CaseState {
  const isDone = (fact: ToldFact | undefined) => fact && (!isOfRules(fact) || fact.type === 'PeopleCounted')
  let state = nothingYet
  for (const [i, fact] of facts.entries()) {
    if (!isDone(fact)) continue
    const [context, next] = [{ ...rules, now: fact.occurredAt }, facts[i + 1]]
    if (!isDone(facts[i - 1])) state = letTimePass(state, context).state
    state = evolve(state, happened(fact))
    if (fact.type === 'CaseRegistered') state = { ...state, regimes: rules.packs.map(pinnedAs) }
    if (!isDone(next) || next?.occurredAt !== fact.occurredAt) state = foldAll(state, react(state, context))
  }
  return letTimePass(state, { ...rules, now: until }).state
}

function pinnedAs({ id: pack, hash, content }: PackInForce) {
  return { pack, hash, version: content.manifest.version, axes: {} }
}
