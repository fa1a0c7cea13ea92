import { z } from 'zod'

/** `late`: for minutes no state of the trail could be signed and brought outside. */
export const health = z.strictObject({ ok: z.literal(true), log: z.enum(['kept', 'late']) })
export type Health = z.infer<typeof health>
