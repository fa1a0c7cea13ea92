import { z } from 'zod'
import { asMessage } from '../shared/words.ts'
import { code, source, words } from './shape-parts.ts'

/** A piece of what a complainant says; one letter would stand in every second complaint. */
const said = z
  .string()
  .trim()
  .min(2, asMessage({ zh: '关键词至少两个字', en: 'a word that is looked for has two letters at least' }))
  .max(40)

/**
 * What a document makes of a complaint that says a word, or of which a condition holds: classes on axes, a grade, the unit
 * that has to answer. It is proposed and a person confirms it; nothing is decided by it.
 */
const rule = z
  .strictObject({
    id: code,
    /** Any of these stands in what the complainant says. */
    says: z.array(said).min(1).max(100).optional(),
    /** None of these does. */
    unless: z.array(said).min(1).max(100).optional(),
    /** A condition over the clear facts of the case, holds as well. */
    when: z.string().optional(),
    axes: z.record(code, code).optional(),
    grade: code.optional(),
    /** The unit whose name has this in it: a pack does not know the units of a house. */
    unit: words.optional(),
    source,
  })
  .refine(
    ({ says, when }) => says !== undefined || when !== undefined,
    asMessage({ zh: '建议规则要写 `says` 或 `when`', en: 'a rule of proposals has `says` or `when`' }),
  )
  .refine(
    ({ axes, grade, unit }) => Object.keys(axes ?? {}).length > 0 || grade !== undefined || unit !== undefined,
    asMessage({
      zh: '建议规则要写 `axes`、`grade` 或 `unit`',
      en: 'a rule of proposals has `axes`, `grade` or `unit`',
    }),
  )
export type ProposalRule = z.infer<typeof rule>

/** For each thing that is proposed the first rule that holds counts. */
export const proposals = z.strictObject({ order: z.array(rule).min(1).max(200) })
