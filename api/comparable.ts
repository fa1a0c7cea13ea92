import { z } from 'zod'

const sum = z.strictObject({ minor: z.int(), currency: z.string() })

/** Complaints of the same class that were decided, those of the same grade first, then the latest. */
export const comparable = z.strictObject({
  cases: z.array(
    z.strictObject({
      id: z.uuid(),
      number: z.string(),
      unit: z.uuid(),
      grade: z.string(),
      sameGrade: z.boolean(),
      outcome: z.string(),
      remedies: z.array(z.strictObject({ kind: z.string(), amount: sum.nullable() })),
      total: sum.nullable(),
      liability: z.array(z.strictObject({ unit: z.uuid(), share: z.int() })),
      solved: z.boolean().nullable(),
      response: z.string().nullable(),
      decidedAt: z.string(),
    }),
  ),
})
export type Comparable = z.infer<typeof comparable>
