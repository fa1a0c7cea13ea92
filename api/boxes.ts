import { z } from 'zod'
import { words } from './words.ts'

const opening = z.strictObject({
  at: z.string(),
  by: z.string(),
  /** Who stood by; null where nobody has to. */
  witness: z.string().nullable(),
  entries: z.int(),
})

/** A book that is read, or a box that is opened, at set times. */
const kind = z.strictObject({
  channel: z.string(),
  name: words,
  /** So many people are there when it is opened. */
  people: z.int(),
  /** How often, as the pack writes it. */
  every: z.string(),
})

/** The books and boxes of those units that the reader sees: of each the last openings, the latest first, and when the next is due. */
export const boxes = z.strictObject({
  kinds: z.array(kind),
  boxes: z.array(
    z.strictObject({
      channel: z.string(),
      unit: z.uuid(),
      due: z.string(),
      overdue: z.boolean(),
      openings: z.array(opening),
    }),
  ),
})
export type Boxes = z.infer<typeof boxes>

export const newOpening = z.strictObject({
  channel: z.string().max(64),
  unit: z.uuid(),
  witness: z.uuid().optional(),
  entries: z.int().min(0).max(10_000),
})
export type NewOpening = z.infer<typeof newOpening>
