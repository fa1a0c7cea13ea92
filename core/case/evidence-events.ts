import { z } from 'zod'
import { code, day, hash, id, mediaType, moment, sealedField } from '../shared/fields.ts'

export const evidenceKinds = ['written', 'electronic', 'physical', 'testimony'] as const
/** How a physical piece of evidence leaves the house. */
export const disposals = ['returned', 'passed-on', 'destroyed'] as const

/** The facts about evidence: what was brought, and from hand to hand where it is a thing. */
export const evidenceEvents = {
  /**
   * `evidence` is its number in the list of the case. A file is named by its id in the vault and by the SHA-256 of its
   * bytes as they were brought; who collected it is the one who adds it where nobody is named.
   */
  EvidenceAdded: z.strictObject({
    evidence: z.int().min(1),
    kind: z.enum(evidenceKinds),
    content: sealedField(),
    source: sealedField(),
    /** The party who brought it without being asked by anybody. */
    offeredBy: code().optional(),
    collectedAt: moment(),
    collectedBy: sealedField().optional(),
    legality: sealedField().optional(),
    file: z
      .strictObject({
        id: id(),
        size: z.int().min(1),
        hash: hash(),
        type: mediaType(),
        name: sealedField(),
      })
      .optional(),
    /** Of a thing: where it lies, under which seal, and the day up to which it is kept. */
    place: sealedField().optional(),
    seal: sealedField().optional(),
    keepUntil: day().optional(),
  }),
  /** Whoever takes it over signs: the fact is theirs. `from` had it before. */
  EvidenceHandedOver: z.strictObject({
    evidence: z.int().min(1),
    from: id(),
    place: sealedField(),
    condition: sealedField(),
    sealIntact: z.boolean(),
  }),
  EvidenceDisposed: z.strictObject({
    evidence: z.int().min(1),
    how: z.enum(disposals),
    recipient: sealedField().optional(),
    reason: sealedField().optional(),
  }),
} as const
