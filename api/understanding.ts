import { z } from 'zod'

/** What may be proposed: a class on an axis of a pack, a grade under a pack, the unit that answers, the person who handles it. */
const subject = z.string().regex(/^(axis:[a-z0-9-]+:[a-z0-9-]+|grade:[a-z0-9-]+|unit|handler)$/)

const proposal = z.strictObject({
  subject,
  /**
   * The first is what is proposed, the others come next; a code of the pack, or the id of a unit or a person. How sure a
   * model is of each, 0 to 1; null where a rule or a name in the text says so.
   */
  values: z.array(z.strictObject({ value: z.string(), confidence: z.number().min(0).max(1).nullable() })).min(1),
  /** What the first one rests on: a rule of the pack, the name of a unit in the text, or a model. */
  by: z.enum(['rule', 'name', 'model']),
  /** The clause of that rule; null where the rule was designed, and where there is none. */
  clause: z.string().nullable(),
  /** The pieces of its text that speak strongest for the first one. */
  because: z.array(z.string()),
  /** Confirmed complaints that the model learned from; 0 without one. */
  texts: z.int(),
})
export type Proposal = z.infer<typeof proposal>

/** What the house would say of a complaint, by the rules of its packs and by what people confirmed of others; a person confirms or corrects it. */
export const proposals = z.strictObject({
  regimes: z.array(
    z.strictObject({
      regime: z.string(),
      axes: z.array(z.strictObject({ axis: z.string(), ...proposal.shape })),
      grade: proposal.nullable(),
    }),
  ),
  unit: proposal.nullable(),
  handler: proposal.nullable(),
})
export type Proposals = z.infer<typeof proposals>

/** A complaint as far as it is told; nothing of it is kept. */
export const toldQuery = z.strictObject({
  title: z.string().max(120).default(''),
  content: z.string().max(10_000).default(''),
  request: z.string().max(2000).default(''),
  place: z.string().max(200).default(''),
  channel: z.string().max(64).default(''),
  kind: z.enum(['complaint', 'inquiry', 'suggestion']).default('complaint'),
  groupSize: z.int().min(1).max(1_000_000).default(1),
  unit: z.uuid().optional(),
})
export type ToldQuery = z.infer<typeof toldQuery>

/** That a value proposed for a case is wrong. */
export const sayNo = z.strictObject({ subject, value: z.string().min(1).max(64) })
