import { type Refusal, refuse } from '../shared/refusal.ts'
import type { CaseState, Evidence } from './state.ts'

/** The things of a case that are in somebody's custody. */
export function thingsHeld({ evidence }: Pick<CaseState, 'evidence'>): readonly Evidence[] {
  return evidence.filter(({ custodian, disposed, away }) => custodian !== undefined && !disposed && !away)
}

/** A thing in custody by its number in the list of evidence; or why there is none. */
export function thingNumbered(
  state: Pick<CaseState, 'evidence'>,
  number: number,
): (Evidence & { readonly custodian: string }) | Refusal {
  const found = state.evidence.find((one) => one.number === number)
  if (!found) return refuse('evidence.unknown', { evidence: number })
  const { custodian, disposed } = found
  if (custodian === undefined) return refuse('evidence.not-a-thing')
  if (disposed) return refuse('evidence.disposed-already', { evidence: number })
  return found.away ? refuse('evidence.with-appraiser', { evidence: number }) : { ...found, custodian }
}
