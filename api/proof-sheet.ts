import { z } from 'zod'
import { things } from '../core/case/things.ts'
import { words } from './words.ts'

const moment = z.string()
const day = z.string()

/** A fact of the trail: its number in it, its kind, when it happened, its hash in full. */
const factRef = z.strictObject({ version: z.int(), type: z.string(), at: moment, hash: z.string() })

const wall = { on: day, time: z.string() }
const counted = z.enum(['calendar', 'ordinary', 'make-up'])
const stretch = { from: day, to: day }

/** One step on the way to a due moment, as the calendar gives it (core/calendar/steps.ts). */
const step = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('starts'),
    allowance: z.strictObject({ amount: z.int(), unit: z.string() }),
    ...wall,
  }),
  z.strictObject({ kind: z.literal('waits'), ...wall }),
  z.strictObject({ kind: z.literal('counts'), as: counted, ...stretch, first: z.int(), last: z.int() }),
  z.strictObject({ kind: z.literal('works'), as: counted, ...stretch, milliseconds: z.number() }),
  z.strictObject({
    kind: z.literal('off'),
    why: z.enum(['holiday', 'rest']),
    name: words.optional(),
    ...stretch,
  }),
  z.strictObject({ kind: z.literal('falls'), on: day, months: z.int() }),
  z.strictObject({ kind: z.literal('rolls'), to: day }),
  z.strictObject({ kind: z.literal('provisional'), years: z.array(z.int()) }),
  z.strictObject({ kind: z.literal('ends'), by: z.enum(['elapsed', 'close', 'midnight']), ...wall }),
])

/** How a period was counted: from when, how long, by which calendar, and the steps as data and as sentences. */
const reckoning = z.strictObject({
  start: moment,
  allowance: z.string(),
  /** Where the steps lead; the recorded due moment unless pauses gave time beside. */
  due: moment,
  calendar: z.string(),
  zone: z.string(),
  steps: z.array(step),
  told: z.strictObject({ zh: z.array(z.string()), en: z.array(z.string()) }),
})

/** What changed the time of a duty while it ran. `due` is the due moment from then on. */
const change = z.discriminatedUnion('kind', [
  /** `remaining` in ms, of working time where the duty counts in it. */
  z.strictObject({ kind: z.literal('paused'), fact: factRef, at: moment, remaining: z.int() }),
  z.strictObject({ kind: z.literal('resumed'), fact: factRef, at: moment, due: moment }),
  z.strictObject({ kind: z.literal('extended'), fact: factRef, to: z.string(), due: moment, counted: reckoning }),
  z.strictObject({ kind: z.literal('extension-refused'), fact: factRef }),
  /** `from` is `due` where a notice only confirmed what was provisional. */
  z.strictObject({
    kind: z.literal('moved'),
    fact: factRef,
    notice: z.string(),
    from: moment,
    due: moment,
    counted: reckoning,
  }),
])

const duty = z.strictObject({
  regime: z.string(),
  duty: z.string(),
  round: z.int(),
  /** What `round` numbers, where it does not count rounds. */
  of: z.enum(things).optional(),
  text: words,
  /** The clause of the regime's document; null where the product added the duty, and why. */
  clause: z.string().nullable(),
  design: z.string().nullable(),
  inWorkingTime: z.boolean(),
  /** The fact by which the clock was started, and the one that it starts with; null where none is written down yet. */
  started: factRef.nullable(),
  begins: factRef.nullable(),
  counted: reckoning,
  changes: z.array(change),
  due: moment,
  provisional: z.boolean(),
  outcome: z.strictObject({
    status: z.enum(['running', 'paused', 'met', 'missed', 'met-late', 'cancelled', 'unknown']),
    /** When it was met. */
    at: moment.nullable(),
    /** The fact that says how it ended, and the one that met it. */
    fact: factRef.nullable(),
    by: factRef.nullable(),
    /** The fact of the breach; null for a breach that the clock has not written down yet. */
    breach: factRef.nullable(),
    /** Why nobody owes it any more: `regraded`, `ended` and the like. */
    excused: z.string().nullable(),
  }),
})

/**
 * The proof of a case's time limits: duty by duty what was owed by when and why, what changed that, and by which fact it
 * was met, missed or excused. Facts go by their number and hash in the trail of the case.
 */
export const proofSheet = z.strictObject({
  format: z.literal('huiyin-proof-sheet'),
  version: z.literal(1),
  case: z.uuid(),
  number: z.string(),
  /** Up to which moment, and which fact, it tells. */
  asOf: moment,
  facts: z.int(),
  head: z.string(),
  regimes: z.array(
    z.strictObject({ pack: z.string(), version: z.string(), hash: z.string(), name: words, document: z.string() }),
  ),
  /** The calendars that were counted by: the notices of days off that each knew, from the first year a duty touches. */
  calendars: z.array(
    z.strictObject({
      hash: z.string(),
      zone: z.string(),
      notices: z.array(z.strictObject({ year: z.int(), title: z.string(), number: z.string().nullable() })),
    }),
  ),
  duties: z.array(duty),
})
export type ProofSheet = z.infer<typeof proofSheet>
export type ProvenDuty = ProofSheet['duties'][number]
export type FactRef = z.infer<typeof factRef>
