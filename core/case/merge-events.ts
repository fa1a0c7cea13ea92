import { z } from 'zod'
import { id, sealedField } from '../shared/fields.ts'

/** A case that was taken in, and the ISO instant. */
export type TakenIn = { readonly case: string; readonly at: string }

const other = { other: id() }
const reason = { reason: sealedField() }
/** Numbers of pieces of evidence in the case that was split. */
const evidence = { evidence: z.array(z.int().min(1)) }

/**
 * The facts by which two cases become one, and one becomes two. Each stands in both cases; `other` is the other one. A case
 * that was merged is handled in the one that leads, and keeps its own trail, evidence and complainant.
 */
export const mergeEvents = {
  CaseMerged: z.strictObject({ ...other, ...reason }),
  /** In the case that leads. */
  CaseTakenIn: z.strictObject({ ...other }),
  MergeUndone: z.strictObject({ ...other, ...reason }),
  /** In the case that led. */
  CaseReleased: z.strictObject({ ...other }),
  /** A second matter of the complaint is handled on its own from here on, with some of the evidence. */
  CaseSplit: z.strictObject({ ...other, ...evidence, ...reason }),
  /** In the new case, behind its registration. */
  SplitOff: z.strictObject({ ...other, ...evidence }),
} as const
