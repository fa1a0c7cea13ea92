import { z } from 'zod'

export const signIn = z.strictObject({ login: z.string().min(1).max(120), password: z.string().min(1).max(200) })
export const changePassword = z.strictObject({ old: z.string().min(1).max(200), new: z.string().min(12).max(200) })

export const me = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** `by`: who lent it for today; null for the own. */
  posts: z.array(z.strictObject({ post: z.string(), unit: z.uuid(), unitName: z.string(), by: z.uuid().nullable() })),
  /** What this person lends to others or is lent by them, today or later; both days included. */
  delegations: z.array(
    z.strictObject({
      id: z.uuid(),
      person: z.uuid(),
      to: z.uuid(),
      post: z.string(),
      unit: z.uuid(),
      from: z.string(),
      until: z.string(),
    }),
  ),
  /** What this person may do somewhere: authorities of the packs and of the house (`may-administer-people` …). */
  authorities: z.array(z.string()),
  organisation: z.string(),
  zone: z.string(),
  /** Working time of an ordinary day of the office, in milliseconds: what “one working day” is in a lamp. */
  workingDayMs: z.int(),
  mustChangePassword: z.boolean(),
})
export type Me = z.infer<typeof me>

/** The first-run wizard; the route answers 404 once an administrator exists. */
export const setup = z.strictObject({
  organisation: z.string().trim().min(1).max(80),
  zone: z.string().min(1).max(60),
  /** `HH:MM` pairs of the office's working intervals from Monday to Friday. */
  hours: z
    .array(z.tuple([z.string().regex(/^\d{2}:\d{2}$/), z.string().regex(/^\d{2}:\d{2}$/)]))
    .min(1)
    .max(4),
  packs: z.array(z.string()).min(1).max(4),
  administrator: z.strictObject({
    name: z.string().trim().min(1).max(60),
    login: z.string().trim().min(3).max(60),
    password: z.string().min(12).max(200),
  }),
})
export type Setup = z.infer<typeof setup>

export const setupState = z.strictObject({
  open: z.boolean(),
  packs: z.array(
    z.strictObject({
      id: z.string(),
      name: z.strictObject({ zh: z.string(), en: z.string() }),
      about: z.strictObject({ zh: z.string(), en: z.string() }),
      regulation: z.boolean(),
    }),
  ),
})
