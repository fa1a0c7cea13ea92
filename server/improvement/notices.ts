import type { ImprovementEventType } from '../../core/7-improvement/events.ts'
import type { ImprovementState } from '../../core/7-improvement/state.ts'
import type { Organisation } from '../directory.ts'
import { type NoticeRow, noticeRow } from '../notices.ts'
import type { StreamFact } from '../trail/envelope.ts'

type Told = 'owner' | 'orderedBy'

const told: Partial<Record<ImprovementEventType, readonly Told[]>> = {
  RectificationOrdered: ['owner'],
  RectificationReported: ['owner', 'orderedBy'],
  RectificationAccepted: ['owner', 'orderedBy'],
  RectificationReturned: ['owner'],
  RectificationCancelled: ['owner', 'orderedBy'],
  RectificationOverdue: ['owner', 'orderedBy'],
}

/**
 * Who has to learn of new facts of a rectification: its owner and whoever ordered it, but not of what they did themselves.
 *
 * @param hidden for whom its case is walled off
 */
export function improvementNotices(
  facts: readonly StreamFact[],
  state: ImprovementState,
  { people }: Organisation,
  hidden: readonly string[],
): NoticeRow[] {
  return facts.flatMap((fact) => {
    const whom = new Set((told[fact.type as ImprovementEventType] ?? []).map((one) => state[one]))
    for (const person of [fact.byId, ...hidden]) whom.delete(person)
    return [...whom].filter((person) => people.has(person)).map((person) => noticeRow(fact, state.case, person))
  })
}
