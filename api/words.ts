import { z } from 'zod'

/** What people read, in both languages. */
export const words = z.strictObject({ zh: z.string(), en: z.string() })
