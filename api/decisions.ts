import { z } from 'zod'

const moment = z.string()
/** Sealed words are null where they were erased. */
const words = z.string().nullable()

/** What was promised, the first one first. */
export const promiseView = z.strictObject({
  number: z.int(),
  party: z.string(),
  staff: z.string(),
  what: words,
  until: moment,
  madeAt: moment,
  status: z.enum(['open', 'kept', 'released']),
  late: z.boolean(),
  /** How it was kept, or what was said when it was released, and why; null while it is open. */
  text: words,
  reason: words,
  evidence: z.int().nullable(),
  settledAt: moment.nullable(),
})

/** Tasks of other departments, each with its record; the first entry is the question. */
export const caseTask = z.strictObject({
  number: z.int(),
  unit: z.uuid(),
  person: z.uuid(),
  status: z.enum(['asked', 'answered', 'in-mediation', 'agreed', 'in-arbitration', 'decided', 'closed']),
  mediator: z.uuid().nullable(),
  arbitrator: z.uuid().nullable(),
  entries: z.array(
    z.strictObject({
      type: z.string(),
      at: moment,
      by: z.string().nullable(),
      text: words,
      agreed: z.boolean().nullable(),
    }),
  ),
})

/** Who may act beyond the own tier, and what was done so; null where no crisis was ever declared. */
export const crisisView = z.strictObject({
  members: z.array(z.uuid()),
  since: z.string(),
  ended: z.boolean(),
  reason: words,
  acts: z.array(
    z.strictObject({
      number: z.int(),
      did: z.enum(['approved', 'executed']),
      by: z.string(),
      at: moment,
      reported: z.boolean(),
      text: words,
    }),
  ),
})

/** Mediations by third parties, the first one first. */
export const mediationView = z.strictObject({
  number: z.int(),
  mediator: z.string(),
  name: words,
  reason: words,
  since: moment,
  meetings: z.array(z.strictObject({ at: moment, text: words })),
  agreed: z.boolean().nullable(),
  text: words,
  endedAt: moment.nullable(),
})

/** How the remedy was carried out; null before it was. */
export const executionView = z.strictObject({
  what: words,
  /** Whoever recorded it where nobody else is named. */
  by: words,
  at: moment,
  effect: words,
  payment: words,
})
