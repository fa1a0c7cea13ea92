import { z } from 'zod'

/** Working intervals by weekday. */
const week = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))

export const organisationView = z.strictObject({
  name: z.string(),
  zone: z.string(),
  hours: week,
  packs: z.array(z.string()),
  /** Days after which what came in and became no complaint is deleted. */
  messageDays: z.int(),
  units: z.array(
    z.strictObject({
      id: z.uuid(),
      parent: z.uuid().nullable(),
      name: z.string(),
      kind: z.string(),
      closed: z.boolean(),
      /** Its own working intervals by weekday; null where it works as the unit above it does. */
      hours: week.nullable(),
      /** Whether it works on public holidays as on other days. */
      worksHolidays: z.boolean(),
    }),
  ),
  people: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      login: z.string(),
      disabled: z.boolean(),
      posts: z.array(z.strictObject({ post: z.string(), unit: z.uuid() })),
    }),
  ),
  qualifications: z.array(z.strictObject({ person: z.uuid(), name: z.string(), until: z.string().optional() })),
})
/** The answer to every command; `id` names what was added, or the organisation. */
export const organisationReceipt = z.strictObject({ id: z.uuid(), version: z.int() })

export type OrganisationView = z.infer<typeof organisationView>
