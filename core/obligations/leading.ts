import type { Obligation } from '../case/state.ts'

/** The duty that leads a case: the earliest due of those still owed; a paused one only where nothing else runs. */
export function leadingDuty(obligations: readonly Obligation[]): Obligation | undefined {
  const owed = obligations.filter((one) => one.status === 'running' || (one.status === 'missed' && !one.over))
  const paused = obligations.filter((one) => one.status === 'paused')
  return [...(owed.length > 0 ? owed : paused)].sort((a, b) => (a.due < b.due ? -1 : 1))[0]
}
