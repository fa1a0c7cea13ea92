import { z } from 'zod'
import { asPromised, endOf, parseAllowance } from '../calendar/allowance.ts'
import { caseEvents } from '../case/events.ts'
import { asMessage } from '../shared/words.ts'

/** The id of a duty, a grade, a post, a report. */
export const code = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    asMessage({ zh: '代码由小写字母、数字和连字符组成', en: 'a code has lower-case letters, digits and dashes' }),
  )
/** What people read, in both languages. */
export const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })

/**
 * Where a clause comes from. `clause` cites the document of the pack; `design` says why the product adds a clause that
 * stands in no document. Confidence: A primary text seen, B consistent secondary sources, C unchecked (ships disabled).
 */
export const source = z.union(
  [
    z.strictObject({ clause: z.string().min(1), confidence: z.enum(['A', 'B', 'C']).default('A') }),
    z.strictObject({ design: z.string().min(1) }),
  ],
  asMessage({
    zh: '出处写作 `{ clause: 条款号 }` 或 `{ design: 理由 }`',
    en: 'a source is `{ clause: … }` of the document or `{ design: why }`',
  }),
)
export type Source = z.infer<typeof source>

export const isoDay = z.iso.date(
  asMessage({ zh: '日期写作 2026-01-31，且须确有这一天', en: 'a day is written 2026-01-31, and there is such a day' }),
)
/**
 * A value with the day from which it applies; a later day replaces an earlier one, so that no two hold at once. Days that
 * stand out of their order are refused (days-problems.ts).
 */
export const dated = <T extends z.ZodType>(value: T) =>
  z
    .record(isoDay, value)
    .refine((all) => Object.keys(all).length > 0, asMessage({ zh: '至少要有一个日期', en: 'needs a day' }))

/** A dated value that may end: `2027-01-01: ~` is the first day on which none applies any more. */
export const ending = <T extends z.ZodType>(value: T) => dated(value.nullable())

const written = asMessage({
  zh: '时限写作整数加单位：24 h、3 working days',
  en: 'an allowance is a whole number and a unit: 24 h, 3 working days',
})
export const allowance = z.string().refine(isLength, written)
/** The limit of a duty: a length of time, or up to the moment that was promised. */
export const limitText = z.string().refine((text) => text === asPromised || isLength(text), written)

/** Whether it is a length of time; a moment is one of a case, and no pack knows it. */
function isLength(text: string): boolean {
  return parseAllowance(text) !== undefined && endOf(text) === undefined
}

export const named = z.strictObject({ name: words, source })

/** A kind of fact, by its name. */
export const factType = z.enum(Object.keys(caseEvents) as [keyof typeof caseEvents])
