import { z } from 'zod'

/** A document of a case is asked for; with a reason contact data stands in it in full, and the reason is recorded. */
export const printing = z.strictObject({ reason: z.string().trim().min(2).max(500).optional() })
