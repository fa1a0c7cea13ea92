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

type Kept = { readonly file?: { readonly id: string; readonly hash: string } | undefined }

/** The same bytes are kept once in a case: what was brought before stands for what is brought again. */
export function sameBytes<T extends { readonly id: string; readonly hash: string }>(
  evidence: readonly Kept[],
  brought: T,
): T {
  const before = evidence.find(({ file }) => file?.hash === brought.hash)?.file
  return before ? { ...brought, id: before.id } : brought
}
