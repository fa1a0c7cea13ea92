import { z } from 'zod'
import { id, sealedField } from '../shared/fields.ts'

const task = z.int().min(1)

/** The facts of work that another department does for a case, and of what becomes of a disagreement about it. */
export const taskEvents = {
  /** `staff` is the interface person of the unit. */
  TaskOpened: z.strictObject({ task, unit: id(), staff: id(), question: sealedField() }),
  TaskAnswered: z.strictObject({ task, text: sealedField() }),
  /** The two sides do not agree; `staff` mediates. */
  TaskDisputed: z.strictObject({ task, staff: id(), reason: sealedField() }),
  TaskMediated: z.strictObject({ task, agreed: z.boolean(), text: sealedField() }),
  /** The mediation came to nothing; `staff` decides. */
  ArbitrationAsked: z.strictObject({ task, staff: id() }),
  TaskArbitrated: z.strictObject({ task, text: sealedField() }),
  /** `reason`: why it is closed without an answer that both sides stand by. */
  TaskClosed: z.strictObject({ task, reason: sealedField().optional() }),
} as const
