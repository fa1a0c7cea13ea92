import { z } from 'zod'
import { messageChannels } from '../core/organisation/state.ts'

const url = z.string().trim().min(1).max(500)
/** Left empty where the key that is known stays. */
const secret = z.string().trim().max(300)

/** An application of WeCom: by it the staff is told, and by it colleagues hand complaints on. */
export const newWecom = z.strictObject({
  corpId: z
    .string()
    .trim()
    .regex(/^[\w-]{4,64}$/),
  agentId: z.int().min(1).max(99_999_999),
  secret,
  /** Of the messages that WeCom sends; without both of them none are taken. */
  token: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{0,32}$/),
  aesKey: z
    .string()
    .trim()
    .regex(/^(?:[A-Za-z0-9]{43})?$/),
  /** Whose staff reads what colleagues hand on. */
  unit: z.uuid(),
  /** Where the interface is: another place for a WeCom of the own house. */
  url,
})
export type WecomSettings = z.infer<typeof newWecom> & { readonly origin: string }

/** A gateway of short messages: it is sent JSON by POST, with the key as bearer. */
export const newSms = z.strictObject({
  url,
  secret,
  /** The name that stands before each message, as it is registered with the carriers. */
  sign: z.string().trim().min(1).max(20),
  /** The id under which the carriers know the wording; empty where they are sent texts. */
  receiptTemplate: z.string().trim().max(64),
  /** The same for a message that there is something to read. */
  noticeTemplate: z.string().trim().max(64).optional(),
})
export type SmsSettings = z.infer<typeof newSms>

/** A channel as its administrators see it; never its keys. */
export const channelList = z.array(
  z.strictObject({
    channel: z.enum(messageChannels),
    /** Without what is secret; null where the channel is not used. */
    settings: z
      .discriminatedUnion('kind', [
        newWecom
          .omit({ secret: true, token: true, aesKey: true })
          .extend({ kind: z.literal('wecom'), /** Whether messages of colleagues are taken. */ takes: z.boolean() }),
        newSms.omit({ secret: true }).extend({ kind: z.literal('sms') }),
      ])
      .nullable(),
    deliveredAt: z.string().nullable(),
    waiting: z.int(),
    failed: z.int(),
    /** What the last attempt that did not succeed came to. */
    outcome: z.string().nullable(),
  }),
)
export type ChannelLine = z.infer<typeof channelList>[number]
