import { z } from 'zod'
import { freeText } from '../core/shared/fields.ts'
import { words } from './words.ts'

/** A call as the desk of its agent shows it. */
export const callView = z.strictObject({
  id: z.uuid(),
  /** The caller's number; null where it is withheld. */
  number: z.string().nullable(),
  begunAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The complaint that came of it. */
  caseId: z.uuid().nullable(),
})
export type CallView = z.infer<typeof callView>

/** The call that an agent is at; null where there is none. */
export const currentCallView = z.strictObject({ call: callView.nullable() })

export const callChange = z.strictObject({
  summary: freeText(4000).optional(),
  caseId: z.uuid().optional(),
  /** Nothing is to become of it. */
  away: z.boolean().optional(),
})

/** Who takes calls, what for they are qualified, and whether the equipment was looked over. */
export const hotline = z.strictObject({
  /** So many dedicated people the pack wants at least; null where it says nothing. */
  atLeast: z.int().nullable(),
  agents: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      qualifications: z.array(z.strictObject({ name: z.string(), until: z.string().nullable(), over: z.boolean() })),
      checkedAt: z.string().nullable(),
      /** Signed in, and seen there within the last half hour. */
      present: z.boolean(),
    }),
  ),
  /** What is looked over before calls, how long before as the pack writes it, and when the reader did it today. */
  check: z
    .strictObject({
      before: z.string(),
      items: z.array(z.strictObject({ id: z.string(), text: words })),
      doneAt: z.string().nullable(),
    })
    .nullable(),
})
export type Hotline = z.infer<typeof hotline>

export const shiftCheck = z.strictObject({ items: z.array(z.string().regex(/^[a-z0-9-]{1,64}$/)).max(30) })

/** What a telephone system tells of a call. `call` is its own name of it, `agent` the log-in of whoever takes it. */
export const callEvent = z.strictObject({
  call: freeText(120),
  event: z.enum(['begun', 'answered', 'ended', 'recorded']),
  agent: z.string().trim().min(1).max(60),
  number: z
    .string()
    .trim()
    .regex(/^[0-9+*#() -]{3,32}$/)
    .optional(),
  /** When it happened; now where left out. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** An address or a name by which the telephone system finds the recording. */
  recording: freeText(500).optional(),
})
