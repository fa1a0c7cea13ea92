import { z } from 'zod'
import { freeText } from '../core/shared/fields.ts'

/** A respondent's own word, signed with the own password. */
export const statement = z.strictObject({ text: freeText(10_000), password: z.string().min(1).max(200) })
