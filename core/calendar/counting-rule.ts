import { z } from 'zod'

/**
 * How a period in days or months ends. The day of the event never counts (Civil Code of the PRC, art. 201); a month ends
 * on the day of the same number, or on the month's last day (art. 202).
 */
export const CountingRule = z.strictObject({
  /** Where the last day is a day off: the next working day becomes the last day, or it stays. */
  last_day_off: z.enum(['next-working-day', 'stays']),
  /** The last day ends at the close of office, or at 24:00. A day off always ends at 24:00. */
  ends: z.enum(['close', 'midnight']),
})
export type CountingRule = z.infer<typeof CountingRule>

/** Civil Code of the PRC, art. 203: a last day off is put off, and office hours end the last day. */
export const civilCode: CountingRule = { last_day_off: 'next-working-day', ends: 'close' }
