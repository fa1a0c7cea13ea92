import { z } from 'zod'

const moment = z.string()

/** A duty's lamp: green enough time, amber less than a quarter left, red overdue, blue paused; grey where nothing runs. */
export const lamp = z.enum(['green', 'amber', 'red', 'blue'])

/** How long is left, in milliseconds; negative once overdue. */
export const remaining = z.strictObject({ workingMs: z.int(), calendarMs: z.int(), overdue: z.boolean() })

/** A fact in the story of a case or of a rectification. */
export const toldFact = z.strictObject({
  version: z.int(),
  type: z.string(),
  origin: z.enum(['human', 'rule', 'time', 'import']),
  by: z.strictObject({
    kind: z.enum(['staff', 'complainant', 'rules', 'system']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  occurredAt: moment,
  recordedAt: moment,
  rule: z.string().nullable(),
  hash: z.string(),
  /** The fact's data with sealed values opened for this reader; what was erased or may not be read is null. */
  data: z.record(z.string(), z.unknown()),
})
