import { z } from 'zod'
import { words } from './words.ts'

const choice = z.strictObject({ id: z.string(), name: words })

/** What forms and lists need to name things; changes rarely, fetched once and after a change of the organisation. */
export const catalogue = z.strictObject({
  units: z.array(z.strictObject({ id: z.uuid(), parent: z.uuid().nullable(), name: z.string(), kind: z.string() })),
  people: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      posts: z.array(z.strictObject({ post: z.string(), unit: z.uuid() })),
    }),
  ),
  packs: z.array(
    z.strictObject({
      id: z.string(),
      hash: z.string(),
      name: words,
      /** `posted`: complaints stand there in public, and their link is asked for. */
      channels: z.array(choice.extend({ posted: z.boolean() })),
      /** The ways by which a complainant is told. */
      toldBy: z.array(choice),
      conditions: z.array(z.strictObject({ id: z.string(), text: words })),
      asked: z.array(z.string()),
      /** How items are asked for on the phone, where the pack has words of its own. */
      prompts: z.record(z.string(), words),
      script: z.strictObject({ greeting: words, repeat: words.nullable(), closing: words }).nullable(),
      axes: z.array(z.strictObject({ id: z.string(), name: words, required: z.boolean(), values: z.array(choice) })),
      grades: z.array(choice),
      posts: z.array(choice),
      authorities: z.array(z.strictObject({ id: z.string(), posts: z.array(z.string()) })),
      dimensions: z.array(choice),
      rights: z.array(words),
      duties: z.array(
        z.strictObject({
          id: z.string(),
          duty: words,
          /** The first line that fits the channel and the time of receipt counts; null fits all. */
          limits: z.array(
            z.strictObject({
              channels: z.array(z.string()).nullable(),
              received: z.array(z.enum(['office-hours', 'after-hours', 'day-off'])).nullable(),
              allowance: z.string(),
            }),
          ),
          startsOn: z.string(),
          clause: z.string(),
          onlyIf: z.boolean(),
        }),
      ),
      reports: z.array(
        z.strictObject({
          id: z.string(),
          name: words,
          every: z.enum(['day', 'week', 'month', 'quarter', 'half-year', 'year']),
          /** The last day in time, of the period told of or of the one after; no day: each one. The month counts in the period. */
          day: z.union([z.number(), z.literal('last')]).nullable(),
          month: z.number().nullable(),
          of: z.enum(['this', 'next']),
          dayOff: z.enum(['before', 'after', 'stays', 'none']),
          from: z.array(z.string()),
          /** Posts of the pack, and others by name. */
          to: z.array(z.string()),
          others: z.array(words),
          contains: z.array(words),
          clause: z.string(),
        }),
      ),
    }),
  ),
  /** Inputs as JSON Schema; `widget` in a property says which field draws it: text, line, unit, person, case, channel, condition(s), regime, axes, grade, posts, remedy-lines, scores, linked. */
  commands: z.array(
    z.strictObject({
      name: z.string(),
      summary: z.string(),
      stages: z.array(z.string()),
      statuses: z.array(z.string()),
      authority: z.string(),
      portal: z.boolean(),
      /** Whoever runs it sends the own password along as `password`. */
      signed: z.boolean(),
      input: z.record(z.string(), z.unknown()),
    }),
  ),
  /** The commands of a rectification, inputs as above. */
  improvement: z.array(
    z.strictObject({
      name: z.string(),
      summary: z.string(),
      authority: z.string(),
      input: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type Catalogue = z.infer<typeof catalogue>
