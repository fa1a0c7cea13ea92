import { z } from 'zod'

/** What the house would say of a complaint after what people confirmed of others; a person confirms or corrects it. */
export const proposals = z.strictObject({
  regimes: z.array(
    z.strictObject({
      regime: z.string(),
      axes: z.array(
        z.strictObject({
          axis: z.string(),
          /** The likeliest values, the likeliest first; confidence 0 to 1. */
          values: z.array(z.strictObject({ value: z.string(), confidence: z.number().min(0).max(1) })).min(1),
          /** The pieces of its text that speak strongest for the first one. */
          because: z.array(z.string()),
          /** Confirmed complaints it was learned from. */
          texts: z.int(),
        }),
      ),
    }),
  ),
})
export type Proposals = z.infer<typeof proposals>
