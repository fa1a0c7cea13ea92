import { z } from 'zod'
import { asMessage } from '../shared/words.ts'
import { allowance, code, ending, source, words } from './shape-parts.ts'

/** How often a report comes: each tells of one such period. A week begins on Monday. */
export const rhythms = ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const
export type Rhythm = (typeof rhythms)[number]
/** The periods in Chinese; in English they go by their codes. */
export const periods: Readonly<Record<Rhythm, string>> = {
  day: '日',
  week: '周',
  month: '月',
  quarter: '季度',
  'half-year': '半年',
  year: '年',
}

/**
 * The last day on which a report is in time, in the period it tells of (`this`) or in the one after (`next`). A weekday is
 * 1 Monday to 7; a longer period than a month says in which of its months, 1 the first.
 */
const falls = z.strictObject({
  month: z.int().min(1).max(12).optional(),
  day: z
    .union(
      [z.int().min(1).max(28), z.literal('last')],
      asMessage({
        zh: '日期是每月都有的 1 至 28，或 `last`（最后一日）',
        en: 'a day is 1 to 28, which every month has, or `last`',
      }),
    )
    .optional(),
  of: z.enum(['this', 'next']),
  /** What a day off makes of it: the working day before or after, nothing, or no report at all. */
  day_off: z.enum(['before', 'after', 'stays', 'none']),
  source,
})
export type Falls = z.infer<typeof falls>

const text = z.strictObject({ text: words, source })

const report = z.strictObject({
  name: words,
  /** What it tells of, in a code that packs share: two of one subject and rhythm are the same report, so their days agree. */
  subject: code,
  every: z.enum(rhythms),
  falls: ending(falls),
  /** The posts that make it. */
  from: z.strictObject({ posts: z.array(code).min(1), source }),
  /** Who gets it: posts of the pack, and others by name. */
  to: z
    .strictObject({ posts: z.array(code), others: z.array(words).optional(), source })
    .refine(
      ({ posts, others = [] }) => posts.length + others.length > 0,
      asMessage({ zh: '报告要有人收', en: 'a report goes to somebody' }),
    ),
  contains: z.array(text).min(1),
  /** What has to follow it, and by when. */
  follows: z.array(text.extend({ within: allowance })).optional(),
  source,
})
export type Report = z.infer<typeof report>

/** The reports of a pack: what is told of many complaints, at its day. */
export const reports = z.record(code, report)
