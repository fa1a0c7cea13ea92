import { z } from 'zod'
import { webhookEvents } from '../core/organisation/state.ts'

const events = z.array(z.enum(webhookEvents)).min(1)

/** A system that is told what happens, as its administrators see it; never its key. */
export const webhookList = z.array(
  z.strictObject({
    id: z.uuid(),
    name: z.string(),
    /** Scheme and host; what follows may be a secret. */
    host: z.string(),
    events,
    deliveredAt: z.string().nullable(),
    /** Messages that did not arrive yet, and those that were tried at least once. */
    waiting: z.int(),
    failing: z.int(),
  }),
)
export type WebhookLine = z.infer<typeof webhookList>[number]

export const newWebhook = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(500),
  events: events.max(webhookEvents.length),
})
/** The key that messages are signed with; shown once. */
export const addedWebhook = z.strictObject({ id: z.uuid(), secret: z.string() })

/** A message that did not arrive: tried again for ever, until somebody gives it up. */
export const failingMessages = z.array(
  z.strictObject({
    id: z.uuid(),
    webhook: z.string(),
    event: z.string(),
    at: z.string(),
    attempts: z.int(),
    nextAt: z.string(),
    outcome: z.string(),
  }),
)
export type FailingMessage = z.infer<typeof failingMessages>[number]
