import type { CaseEventType } from '../case/events.ts'
import type { Happened } from '../case/folding.ts'

/** A fact as the trail holds it, with its place in its case; what is sealed of it need not be there. */
export type Recorded = Happened & { readonly version: number }

/** What was done at one moment, and what the rules then took note of once. */
export type Act = { readonly at: string; readonly facts: readonly Happened[] }

/**
 * What people did in the life of a case, act by act. What rules and time had made of it is dropped, since a replay makes it
 * anew; kept is what rests on more than the case: how many people complain of the same, and that other days off were announced.
 *
 * @param facts of one case in their order; those that are dropped may be missing, since the versions show the gaps
 */
export function actsOf(facts: readonly Recorded[]): Act[] {
  const acts: { at: string; facts: Happened[] }[] = []
  let last = 0
  for (const fact of facts) {
    if (!isGiven(fact)) continue
    const act = acts.at(-1)
    // What one command writes stands side by side; its reactions part it from the next.
    if (act && fact.version === last + 1 && fact.occurredAt === act.at) act.facts.push(fact)
    else acts.push({ at: fact.occurredAt, facts: [fact] })
    last = fact.version
  }
  return acts
}

/** Whether a fact is taken as it stands. */
export function isGiven({ origin, event }: Pick<Happened, 'origin' | 'event'>): boolean {
  return origin === 'human' || origin === 'import' || fromElsewhere.includes(event.type)
}

/** Facts of rules that no replay of the case could make anew. */
export const fromElsewhere: readonly CaseEventType[] = ['PeopleCounted', 'CalendarChanged']
