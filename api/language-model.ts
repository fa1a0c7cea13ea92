import { z } from 'zod'

/** What the language model of a house may be asked for: a summary for whoever takes a case over, a draft of its answer. */
export const draftKinds = ['summary', 'answer'] as const
export type DraftKind = (typeof draftKinds)[number]

/** Where an interface of the kind that OpenAI made common is found, and what the model is called there. */
export const newLanguageModel = z.strictObject({
  /** Up to `/v1`: `https://model.example/v1`. */
  url: z.string().trim().min(1).max(500),
  model: z.string().trim().min(1).max(120),
  /** Left empty where the key that is known stays, or the model asks for none. */
  key: z
    .string()
    .trim()
    .max(300)
    .regex(/^[\x21-\x7e]*$/),
  on: z.boolean(),
})
export type NewLanguageModel = z.infer<typeof newLanguageModel>

/** The model as its administrators see it; never its key. */
export const languageModelView = z.strictObject({
  /** Null where none is set up. */
  settings: newLanguageModel.omit({ key: true }).extend({ hasKey: z.boolean() }).nullable(),
  /** How often it was asked within the last thirty days. */
  asked: z.int(),
})
export type LanguageModelView = z.infer<typeof languageModelView>

/** What would leave the house: shown before it is sent. */
export const leaving = z.strictObject({
  /** Where it goes: host and, where it is not the usual one, port. */
  host: z.string(),
  model: z.string(),
  /** What the model is bid, and the record that is sent along as data. */
  instruction: z.string(),
  record: z.string(),
  /** Letters and signs of instruction and record. */
  characters: z.int(),
  /** Hexadecimal SHA-256 of the address and all that is sent there: by it the reader says to which of it the yes belongs. */
  digest: z.string(),
})
export type Leaving = z.infer<typeof leaving>

export const draftAsked = z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) })

/** What a machine wrote: plain text, to be read and changed by a person. */
export const draft = z.strictObject({ text: z.string() })
export type Draft = z.infer<typeof draft>
