import { z } from 'zod'

/** What becomes of a message that came in at a door. */
export const messageStates = [
  'waiting',
  'complaint',
  'statement',
  'unverified',
  'automatic',
  'quarantine',
  'duplicate',
  'spam',
] as const

/** Whether a message is from whom it says, as far as the mail server of the house vouches for it. */
export const senderVerdicts = ['verified', 'failed', 'not-verified'] as const

/** What of the inbox is listed: what waits for a person, all of it, what somebody called spam. */
export const inboxViews = ['open', 'all', 'spam'] as const

export const inboxRow = z.strictObject({
  id: z.uuid(),
  door: z.string(),
  unit: z.uuid(),
  receivedAt: z.string(),
  size: z.number(),
  state: z.enum(messageStates),
  reason: z.string().nullable(),
  case: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
  from: z.string().nullable(),
  name: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  attachments: z.int(),
  /** Attachments that are still on their way into the evidence. */
  unfiled: z.int(),
})
export type InboxRow = z.infer<typeof inboxRow>

export const inboxPage = z.strictObject({
  rows: z.array(inboxRow),
  next: z.string().nullable(),
  /** How many wait for a person. */
  open: z.int(),
})
export type InboxPage = z.infer<typeof inboxPage>

/** A message as it was read just now; `readable` is false where only its bytes can be had. */
export const inboxMessage = inboxRow.extend({
  readable: z.boolean(),
  folded: z.string(),
  to: z.array(z.string()),
  envelopeFrom: z.string().nullable(),
  /** What mail servers of the house said of the sender. */
  checks: z.array(z.string()),
  verdict: z.enum(senderVerdicts),
  hasHtml: z.boolean(),
  files: z.array(z.strictObject({ place: z.int(), name: z.string(), type: z.string(), bytes: z.number() })),
})
export type InboxMessage = z.infer<typeof inboxMessage>

export const registerMessage = z.strictObject({
  unit: z.uuid(),
  title: z.string().trim().min(1).max(120),
  content: z.string().trim().min(1).max(10_000),
  name: z.string().trim().min(1).max(80).optional(),
})
