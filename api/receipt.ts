import { z } from 'zod'

/**
 * The answer to every command; `queryCode` only for a registration, and `part` only for a split: the case that was split off.
 * Both are shown again to a retry and nowhere else.
 */
export const receipt = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  turns: z.int(),
  version: z.int(),
  queryCode: z.string().optional(),
  part: z.strictObject({ number: z.string(), queryCode: z.string() }).optional(),
})
export type Receipt = z.infer<typeof receipt>
