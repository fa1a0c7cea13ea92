import type { Beside } from './command.ts'
import type { CaseState } from './state.ts'

/** The cases that are handled together with a case: the one that leads, or those that it took in. */
function handledWith({ merged, takenIn }: Pick<CaseState, 'merged' | 'takenIn'>): readonly string[] {
  return merged ? [merged.into] : takenIn.map((one) => one.case)
}

/** Does the same to the cases that are handled together with a case, as far as it can be done there: what walls one of them off walls off all. */
export function alsoThere(input: unknown, { state }: { readonly state: CaseState }): Beside[] {
  return handledWith(state).map((caseId) => ({ caseId, input, needed: false }))
}
