import type { CaseEvent } from '../core/case/events.ts'
import { evolveAll } from '../core/case/evolve.ts'
import type { Happened } from '../core/case/folding.ts'
import { type CaseState, nothingYet } from '../core/case/state.ts'
import type { ToldFact } from './trail/envelope.ts'

/** The state of a case from its stored facts. */
export function foldCase(facts: readonly ToldFact[]): CaseState {
  return evolveAll(nothingYet, facts.map(happened))
}

/** What the fold takes of a stored fact. */
export function happened({ type, data, origin, occurredAt, byId }: ToldFact): Happened {
  return { event: { type, ...data } as CaseEvent, origin, occurredAt, by: byId }
}
