import type { Origin } from '../case/events.ts'
import type { ImprovementEvent, ImprovementEventOf, ImprovementEventType } from './events.ts'
import type { ImprovementState } from './state.ts'

/** What the fold needs of a fact's envelope. */
export type ImprovementHappened = {
  readonly event: ImprovementEvent
  readonly origin: Origin
  readonly occurredAt: string
  readonly by: string
}

type Change = Partial<ImprovementState>
type Folders = {
  [T in ImprovementEventType]: (
    event: ImprovementEventOf<T>,
    fact: ImprovementHappened,
    state: ImprovementState,
  ) => Change
}

const folders: Folders = {
  RectificationOrdered: ({ type, measure, criteria, ...clear }, { by, occurredAt }) => ({
    ...clear,
    exists: true,
    orderedBy: by,
    orderedAt: occurredAt,
    handedAt: occurredAt,
  }),
  RectificationProgressed: ({ percent }) => ({ percent }),
  RectificationReported: (_event, { by }) => ({ status: 'reported', reportedBy: by }),
  RectificationAccepted: () => ({ status: 'accepted' }),
  RectificationReturned: ({ until, due }, { occurredAt }) => ({
    status: 'returned',
    reportedBy: undefined,
    handedAt: occurredAt,
    ...(until && due && { until, due, overdue: false }),
  }),
  RectificationCancelled: () => ({ status: 'cancelled' }),
  RectificationOverdue: () => ({ overdue: true }),
}

/**
 * The next state of a rectification. Total: it takes every fact and never refuses.
 *
 * @param state what the facts so far say
 * @param fact  the next fact with its provenance
 */
export function evolveImprovement(state: ImprovementState, fact: ImprovementHappened): ImprovementState {
  const fold = folders[fact.event.type] as
    | ((event: ImprovementEvent, fact: ImprovementHappened, state: ImprovementState) => Change)
    | undefined
  const byPerson = fact.origin === 'human' || fact.origin === 'import'
  return {
    ...state,
    ...fold?.(fact.event, fact, state),
    version: state.version + 1,
    turns: state.turns + (byPerson ? 1 : 0),
  }
}
