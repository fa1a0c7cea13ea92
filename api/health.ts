import { z } from 'zod'

/**
 * `late`: for minutes no state of the trail could be signed and brought outside. `intake-only`: for so long that nothing is
 * decided until one comes out.
 */
export const health = z.strictObject({ ok: z.literal(true), log: z.enum(['kept', 'late', 'intake-only']) })
export type Health = z.infer<typeof health>
