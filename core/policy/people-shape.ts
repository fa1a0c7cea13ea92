import { z } from 'zod'
import { rhythms } from './report-shape.ts'
import { allowance, code, ending, source, words } from './shape-parts.ts'

/** Whom a rule is for: posts of the pack, and what it asks of them in words. */
const whom = { name: words, posts: z.array(code).min(1), source }

const rule = z.discriminatedUnion('rule', [
  /** So many people at least hold the post and no other work. */
  z.strictObject({ rule: z.literal('staffed'), at_least: ending(z.int().min(1).max(10_000)), ...whom }),
  /** What comes again and again: rotation, a review of one's work; `by` are the posts that see to it. */
  z.strictObject({
    rule: z.literal('recurring'),
    every: ending(z.enum(rhythms)),
    by: z.array(code).min(1).optional(),
    ...whom,
  }),
  /** What is done before work begins. */
  z.strictObject({
    rule: z.literal('prepared'),
    before: ending(allowance),
    /** What is looked over, each by a code; nothing in particular where left out. */
    check: z.record(code, words).optional(),
    ...whom,
  }),
  /** What a valid complaint costs each of them, in yuan. */
  z.strictObject({ rule: z.literal('charged'), yuan: ending(z.int().positive()), ...whom }),
  /** What the document wants without a figure: qualification, conduct, praise. */
  z.strictObject({ rule: z.literal('conduct'), ...whom }),
])
export type PeopleRule = z.infer<typeof rule>

/** What a document asks of the people who handle complaints. */
export const people = z.record(code, rule)
