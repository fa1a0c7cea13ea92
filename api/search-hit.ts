import { z } from 'zod'
import { searchFields } from '../core/search/fields.ts'

/** From, and up to but without: places of a text in UTF-16 units. */
const textPlaces = z.array(z.tuple([z.int(), z.int()]))

/** Where a case has the words that were looked for. Contact data is masked in it. */
export const searchHit = z.strictObject({
  id: z.uuid(),
  title: textPlaces,
  /** The field that tells most beside the title; null where the words stand in number and title alone. */
  snippet: z.strictObject({ field: z.enum(searchFields), text: z.string(), places: textPlaces }).nullable(),
})
export type SearchHit = z.infer<typeof searchHit>
