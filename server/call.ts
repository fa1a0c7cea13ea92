import type { Command } from '../core/case/command.ts'
import type { Origin } from '../core/case/events.ts'
import type { Step } from '../core/case/run-command.ts'
import type { Statement } from './db/pool.ts'
import type { Allotted } from './receipt.ts'
import type { RequestKey } from './request-key.ts'

/** Who calls, before the posts over the unit of the case are known. */
export type Caller =
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'complainant'; readonly id: string; readonly party: string }
  /** Sees nothing of the case but what was asked. */
  | { readonly kind: 'respondent'; readonly id: string; readonly ordinal: number }
  /** Sees nothing of the case but the task. */
  | { readonly kind: 'concerned'; readonly id: string; readonly task: number }
  | { readonly kind: 'system'; readonly id: string }

export type Call = {
  readonly command: Command
  /** Left out for the command that opens a case. */
  readonly caseId?: string
  /** Parsed by the command's input schema. */
  readonly input: unknown
  readonly caller: Caller
  readonly key?: RequestKey
  /** The `turns` that the caller saw; absent for a caller who did not look. */
  readonly ifMatch?: number
  /** For imports: when the step happened. */
  readonly occurredAt?: string
  readonly origin?: Origin
  /** For imports: the packs under which the case is opened, by id; otherwise those of the organisation. */
  readonly packs?: readonly string[]
  /** For imports: what the record of a new case holds beside its registration; all of it is stored or none. */
  readonly steps?: readonly Step[]
  /** What another command of the same caller brings about, whose authority was asked for that one. */
  readonly onBehalf?: true
  /** For a case whose number was told before it is opened. */
  readonly allotted?: Allotted
  /** The caller has just shown the own password. */
  readonly signed?: true
  /** Only to put a case under the calendar of its office as it is announced now. */
  readonly follows?: true
  /** Further statements that must be stored with the facts or not at all. */
  readonly alongside?: (caseId: string) => readonly Statement[]
}

/** A member of staff who sees nothing of the case but what was asked. */
export function isOutside({ kind }: Caller): boolean {
  return kind === 'respondent' || kind === 'concerned'
}
