import { z } from 'zod'
import { disposals, evidenceKinds } from '../core/case/evidence-events.ts'

const moment = z.string()
const person = z.strictObject({ id: z.string(), name: z.string().nullable() })

/** Why a file was not scanned, or the name of what was found in it, stands in `found`. */
const evidenceFile = z.strictObject({
  id: z.uuid(),
  name: z.string().nullable(),
  /** Bytes. */
  size: z.int(),
  /** Hexadecimal SHA-256 of the bytes as they were brought. */
  hash: z.string(),
  type: z.string(),
  scan: z.enum(['waiting', 'clean', 'infected', 'not-scanned']),
  found: z.string().nullable(),
  /** Whether there is a picture for the eye, made anew and without what came along with the original. */
  picture: z.enum(['waiting', 'made', 'none', 'failed']),
})

/** One line of the custody of a thing, oldest first: who had it from when on, where and in which state. */
const custody = z.strictObject({
  at: moment,
  by: person,
  from: person.nullable(),
  place: z.string().nullable(),
  condition: z.string().nullable(),
  sealIntact: z.boolean().nullable(),
  /** It went out to be appraised, or came back from there. */
  appraisal: z.enum(['out', 'back']).nullable(),
})

const thing = z.strictObject({
  seal: z.string().nullable(),
  /** Where it lies now, and who has it. */
  place: z.string().nullable(),
  custodian: person,
  /** It is with an appraiser outside the house. */
  away: z.boolean(),
  keepUntil: z.string().nullable(),
  /** The last day is over, and it is still here. */
  overdue: z.boolean(),
  custody: z.array(custody),
  disposed: z
    .strictObject({
      at: moment,
      by: person,
      how: z.enum(disposals),
      recipient: z.string().nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
})

export const evidenceItem = z.strictObject({
  number: z.int(),
  kind: z.enum(evidenceKinds),
  /** What it shows, where it comes from, and why it may be used; null where it was erased. */
  content: z.string().nullable(),
  source: z.string().nullable(),
  legality: z.string().nullable(),
  collectedAt: moment,
  /** In words where it was somebody else than the one who added it. */
  collectedBy: z.string().nullable(),
  addedAt: moment,
  addedBy: person,
  /** The complainant brought it by the portal. */
  offered: z.boolean(),
  file: evidenceFile.nullable(),
  thing: thing.nullable(),
})
export type EvidenceItem = z.infer<typeof evidenceItem>

/** The list of evidence of a case, in its order. */
export const evidenceList = z.strictObject({
  number: z.string(),
  items: z.array(evidenceItem),
  /** Bytes of the largest file that is taken. */
  uploadLimit: z.number(),
})
export type EvidenceList = z.infer<typeof evidenceList>

/** Things whose last day is over, the oldest first; 200 at most. */
export const dueSamples = z.strictObject({
  samples: z.array(z.strictObject({ caseId: z.uuid(), number: z.string(), evidence: z.int(), keepUntil: z.string() })),
})
export type DueSamples = z.infer<typeof dueSamples>

/** Why somebody takes out a file that no scanner has looked at. */
export const unscanned = z.strictObject({ reason: z.string().trim().min(2).max(500) })
