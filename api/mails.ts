import { z } from 'zod'
import { messageStates, senderVerdicts } from './inbox.ts'

/** What becomes of a mail of the house. */
const outgoingStates = ['waiting', 'sent', 'held-back', 'failed'] as const

/** The mails of a case as its page shows them; addresses masked, and of what was written only the beginning. */
export const caseMails = z.strictObject({
  came: z.array(
    z.strictObject({
      id: z.uuid(),
      at: z.iso.datetime(),
      state: z.enum(messageStates),
      reason: z.string().nullable(),
      verdict: z.enum(senderVerdicts),
      from: z.string().nullable(),
      subject: z.string(),
      text: z.string(),
      attachments: z.int(),
      /** Whether the reader may open it in the inbox. */
      opens: z.boolean(),
    }),
  ),
  left: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: z.enum(['receipt', 'notice']),
      madeAt: z.iso.datetime(),
      sentAt: z.iso.datetime().nullable(),
      state: z.enum(outgoingStates),
      reason: z.string().nullable(),
      tries: z.int(),
      nextTryAt: z.iso.datetime().nullable(),
      /** Who had it sent although it was held back, or once more. */
      insistedBy: z.uuid().nullable(),
    }),
  ),
  /** Whether the reader may have a mail sent that was held back or failed. */
  mayResend: z.boolean(),
})
export type CaseMails = z.infer<typeof caseMails>
