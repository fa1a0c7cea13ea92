import { z } from 'zod'
import type { Provenance } from '../case/events.ts'
import { caseNumber, code, day, hash, id, moment, sealedField, term } from '../shared/fields.ts'

/** Corrective: what went wrong is put right. Preventive: it is kept from happening again. */
export const rectificationKinds = ['corrective', 'preventive'] as const

/** `due` is the last instant of the day `until` in the office's zone, fixed when the day is set. */
const deadline = { until: day(), due: moment() }

/**
 * Every kind of fact in the life of a rectification: a stream of its own that springs from a case. What is measured
 * and said lies sealed; codes, days, counts and ids stand in the clear. A shape changes only by optional fields.
 */
export const improvementEvents = {
  RectificationOrdered: z.strictObject({
    case: id(),
    number: caseNumber(),
    /** 1 for the first rectification of the case. */
    ordinal: z.int().min(1),
    /** The pack and the calendar under which it is carried out to its end. */
    regime: z.strictObject({ pack: code(), hash: hash(), version: term() }),
    calendar: hash(),
    unit: id(),
    owner: id(),
    kind: z.enum(rectificationKinds),
    measure: sealedField(),
    criteria: sealedField(),
    ...deadline,
  }),
  RectificationProgressed: z.strictObject({ percent: z.int().min(0).max(100), text: sealedField() }),
  RectificationReported: z.strictObject({ effect: sealedField() }),
  RectificationAccepted: z.strictObject({ text: sealedField() }),
  /** A new day where one was set; otherwise the old one stands. */
  RectificationReturned: z.strictObject({ reason: sealedField(), until: day().optional(), due: moment().optional() }),
  RectificationCancelled: z.strictObject({ reason: sealedField() }),
  /** Written by time: the day ended and nothing was reported. */
  RectificationOverdue: z.strictObject(deadline),
} as const

export type ImprovementEventType = keyof typeof improvementEvents
export type ImprovementEventOf<T extends ImprovementEventType> = { readonly type: T } & Readonly<
  z.infer<(typeof improvementEvents)[T]>
>
/** A fact of a rectification as decisions write it and the fold reads it. */
export type ImprovementEvent = { [T in ImprovementEventType]: ImprovementEventOf<T> }[ImprovementEventType]

/** A fact with where it comes from. */
export type ImprovementFact = { readonly event: ImprovementEvent } & Provenance
