import { z } from 'zod'

/** Every "no" over HTTP, the framework's own included: code, values, a sentence in the reader's language, the rule. */
export const refusalAnswer = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  sentence: z.string(),
  rule: z.string().optional(),
  /** Which fields of the input are wrong, by path: `lines.0.amount`. */
  fields: z.array(z.strictObject({ path: z.string(), sentence: z.string() })).optional(),
})
export type RefusalAnswer = z.infer<typeof refusalAnswer>
