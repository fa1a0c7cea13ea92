import { z } from 'zod'
import { parseAllowance } from '../calendar/allowance.ts'
import { caseEvents } from '../case/events.ts'

/**
 * The shape of a regime pack: one rule document as data. Strict throughout: an unknown key, a missing unit or a
 * missing source is refused when the pack is loaded, with file and line (server/policy/load-packs.ts).
 */

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a code has lower-case letters, digits and dashes')
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
export type Words = z.infer<typeof words>

/**
 * Where a clause comes from. `clause` cites the document of the pack; `design` says why the product adds a clause that
 * stands in no document. Confidence: A primary text seen, B consistent secondary sources, C unchecked (ships disabled).
 */
const source = z.union([
  z.strictObject({ clause: z.string().min(1), confidence: z.enum(['A', 'B', 'C']).default('A') }),
  z.strictObject({ design: z.string().min(1) }),
])
export type Source = z.infer<typeof source>

const isoDay = z.iso.date()
/** A value with the day from which it applies; a later day replaces an earlier one. */
const dated = <T extends z.ZodType>(value: T) => z.record(isoDay, value).refine((all) => Object.keys(all).length > 0, 'needs a day')

const allowance = z
  .string()
  .refine((text) => parseAllowance(text) !== undefined, 'an allowance is a whole number and a unit: 24 h, 3 working days')

const factType = z.enum(Object.keys(caseEvents) as [keyof typeof caseEvents])
const named = z.strictObject({ name: words, source })

export const manifest = z.strictObject({
  id: code,
  name: words,
  document: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+$/),
  effective: isoDay,
  about: words,
})

export const taxonomy = z.strictObject({
  axes: z.record(
    code,
    z.strictObject({ name: words, required: z.boolean(), source, values: z.record(code, z.strictObject({ name: words })) }),
  ),
})

export const intake = z.strictObject({
  channels: z.record(code, named),
  conditions: z.record(code, z.strictObject({ text: words, source })),
  /** Fields that a registration must hold in the end; what is missing is asked for, not refused. */
  asked: z.record(z.enum(['name', 'contact', 'address', 'happened-at', 'place', 'product', 'respondent', 'request']), z.strictObject({ source })),
})

export const grades = z.strictObject({
  /** From the gravest to the lightest. The first whose condition holds is proposed; the last needs none. */
  order: z.array(z.strictObject({ id: code, name: words, when: z.string().optional(), source })).min(1),
  lowering: z.strictObject({ needs_reason: z.boolean(), source }),
})

const warning = z.strictObject({
  at: z
    .string()
    .regex(/^\d{1,3}%$/)
    .optional(),
  after: allowance.optional(),
  tell: z.array(code).min(1),
})

export const duty = z.strictObject({
  duty: words,
  starts_on: factType,
  stops_on: z.array(factType).min(1),
  only_if: z.string().optional(),
  pauses_on: z.array(factType).optional(),
  resumes_on: z.array(factType).optional(),
  allow: dated(allowance),
  warn: z.array(warning).min(1),
  source,
})
export type Duty = z.infer<typeof duty>

export const obligations = z.record(code, duty)

export const authority = z.strictObject({
  posts: z.record(code, named),
  authorities: z.record(z.string().regex(/^may-[a-z-]+$/), z.strictObject({ posts: z.array(code), source })),
  money: z.strictObject({
    currency: z.literal('CNY'),
    /** Approval limits per post in yuan: a post approves what lies below its figure; `all` has no limit. */
    tiers: z.array(z.strictObject({ post: code, below: z.union([dated(z.number().int().positive()), z.literal('all')]), source })).min(1),
  }),
})

export const feedback = z.strictObject({
  survey: z.strictObject({
    dimensions: z.record(code, named),
    satisfied: z.int().min(1).max(10),
    basically_satisfied: z.int().min(1).max(10),
    source,
  }),
  review: z.strictObject({ within: allowance, source }),
  rights: z.array(z.strictObject({ text: words, source })).min(1),
})

export const retention = z.strictObject({ years: dated(z.int().min(1).max(100)), source })

/** A pack as its files hold it, one key a file. */
export const pack = z.strictObject({ manifest, taxonomy, intake, grades, obligations, authority, feedback, retention })
export type Pack = z.infer<typeof pack>
export const packFiles = ['manifest', 'taxonomy', 'intake', 'grades', 'obligations', 'authority', 'feedback', 'retention'] as const
