import type { PlainRing } from '../../crypto/key-ring.ts'
import type { Finding } from './finding.ts'
import type { Range } from './ranges.ts'
import type { Counts, Desk } from './walk.ts'

/** What a thread that verifies knows before its first range. It stays within the process: the keys lie in its memory. */
export type VerifyTask = {
  readonly ownerUrl: string
  readonly snapshot: string
  readonly keys: PlainRing
  readonly log: Desk['log']
  readonly look: Desk['look']
}

export type VerifyJob = { readonly range: Range; readonly place: number }

/** What a thread found in a range, under the place of the range among all. */
export type Part = { readonly place: number; readonly counts: Counts; readonly findings: readonly Finding[] }
