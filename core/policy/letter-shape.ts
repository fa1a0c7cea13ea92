import { z } from 'zod'
import { code, ending, factType, isoDay, source, words } from './shape-parts.ts'

/** What a letter can have filled in, written `{{number}}` in its text. */
export const placeholders = [
  /** Who writes to whom, and when. */
  'organisation',
  'handler',
  'complainant',
  'today',
  /** The complaint: its number, the day it was received, what it is about, the stage it is at. */
  'number',
  'received',
  'complaint',
  'stage',
  /** The last day by which the answer comes. */
  'due',
  /** What was decided, why, what makes it good, and what is still to be done. */
  'decision',
  'reasons',
  'remedy',
  'outstanding',
  /** Where the complainant may go with it next, how that is reached, and until which day. */
  'review-body',
  'review-contact',
  'review-until',
] as const
export type Placeholder = (typeof placeholders)[number]

const demand = z.strictObject({
  what: words,
  /** The day from which it is asked for; always where left out. */
  since: isoDay.optional(),
  source,
})

const letter = z.strictObject({
  name: words,
  /** The fact with which it goes out. */
  on: factType,
  /** What it has to contain, by the placeholder that brings it. */
  must: z.partialRecord(z.enum(placeholders), demand),
  text: ending(words),
  source,
})

/** The letters of a pack: what the complainant is written, and what of it the document asks for. */
export const letters = z.record(code, letter)
export type Letter = z.infer<typeof letter>
