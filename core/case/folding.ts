import type { CaseEvent, CaseEventOf, CaseEventType, Origin } from './events.ts'
import type { CaseState } from './state.ts'

/** What the fold needs of a fact's envelope. */
export type Happened = {
  readonly event: CaseEvent
  readonly origin: Origin
  readonly occurredAt: string
  readonly by: string
}

export type Change = Partial<CaseState>
/** What each kind of fact makes of a case. */
export type Folders = { [T in CaseEventType]?: (event: CaseEventOf<T>, state: CaseState, fact: Happened) => Change }
