import { z } from 'zod'
import { YearFile } from '../core/calendar/calendar-shape.ts'
import { words } from './words.ts'

const count = z.int().min(0)
const said = z.enum(['off', 'make-up']).nullable()

/** A year whose days off are known. */
const knownYear = z.strictObject({
  ...YearFile.shape,
  /** Who imported it and when, `by` null where that was the command line; null for a year that came with the program. */
  imported: z.strictObject({ by: z.string().nullable(), at: z.iso.datetime() }).nullable(),
})
export type KnownYear = z.infer<typeof knownYear>

/** The years by which what is received now is counted, and how many open cases still count by other days. */
export const calendarList = z.strictObject({ years: z.array(knownYear), outdated: count })
export type CalendarList = z.infer<typeof calendarList>

/** The notice of a year as somebody writes it, in the form of the files of `calendars/cn`. */
export const writtenYear = z.strictObject({ notice: z.string().min(1).max(100_000) })

/** What a notice says. `year` is null where it cannot be used; `changes` holds it against what is known of its year. */
export const checkedYear = z.strictObject({
  problems: z.array(z.strictObject({ file: z.string(), line: z.int(), column: z.int(), text: words })),
  year: z.strictObject(YearFile.shape).nullable(),
  /** `new`: nothing was known of the year; `same`: known like this already. */
  news: z.enum(['new', 'changed', 'same']).nullable(),
  changes: z.array(z.strictObject({ day: z.iso.date(), before: said, after: said })),
})
export type CheckedYear = z.infer<typeof checkedYear>

/** What a notice moves, or has moved, in open cases: rounds of duties. `certain` keep their moment and only lose the doubt. */
export const calendarMoves = z.strictObject({
  cases: count,
  /** Cases that could not be counted again; the next run tries them again. */
  failed: count,
  duties: z.array(
    z.strictObject({
      regime: z.string(),
      duty: z.string(),
      later: count,
      earlier: count,
      certain: count,
      /** Numbers of the first few cases. */
      examples: z.array(z.string()),
    }),
  ),
})
export type CalendarMoves = z.infer<typeof calendarMoves>

/** A line of a count under way: how far it is, what came of it, or that it broke off. */
export const calendarStep = z.union([
  z.strictObject({ cases: count, all: count }),
  z.strictObject({ result: calendarMoves }),
  z.strictObject({ failed: z.literal(true) }),
])
