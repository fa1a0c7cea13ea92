import { z } from 'zod'
import { linkKinds } from '../core/case/events.ts'
import { caseRow } from './cases.ts'

/** What is known of a complaint before it is registered. Nothing of it is stored. */
export const similarQuery = z.strictObject({
  phone: z.string().max(32).optional(),
  email: z.string().max(120).optional(),
  /** Title, content and request as far as they are typed. */
  text: z.string().max(12_200).optional(),
  product: z.string().max(120).optional(),
  place: z.string().max(200).optional(),
})
export type SimilarQuery = z.infer<typeof similarQuery>

/** Why a case is shown. */
export const resemblance = z.strictObject({
  id: z.uuid(),
  /** Share of the shingles of three letters that both texts have, 0 to 1. */
  likeness: z.number(),
  /** What both say, in the words of the case: three phrases at most. */
  phrases: z.array(z.string()),
  samePerson: z.boolean(),
  sameProduct: z.boolean(),
  samePlace: z.boolean(),
  daysApart: z.int(),
  /** What it seems to be to the case; a person decides. */
  link: z.enum(linkKinds).nullable(),
})
export type Resembling = z.infer<typeof resemblance>

/** `rows`: those of the same person first, the newest first; then those that are alike, the most alike first. */
export const similarAnswer = z.strictObject({ rows: z.array(caseRow), why: z.array(resemblance) })
export type SimilarAnswer = z.infer<typeof similarAnswer>
