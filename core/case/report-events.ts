import { z } from 'zod'
import { commitment, id, sealedField } from '../shared/fields.ts'
import { richTextSize } from '../shared/rich-text.ts'

/** Who signs an investigation report: whoever investigated, whoever answers for the unit, the leader who oversees both. */
export const reportRoles = ['investigator', 'responsible', 'leader'] as const
export type ReportRole = (typeof reportRoles)[number]

/** A version is the whole text, as `writtenText` writes it; versions of a case are numbered from 1. */
const version = z.int().min(1)
const text = sealedField(richTextSize)
const role = z.enum(reportRoles)

/** The facts about the report of an investigation. Nothing of it is ever deleted: a revision is a further version. */
export const reportEvents = {
  ReportDrafted: z.strictObject({ version, text }),
  /** `fell`: who had signed the version before, which their signatures stay with. */
  ReportRevised: z.strictObject({
    version,
    text,
    reason: sealedField().optional(),
    fell: z.array(z.strictObject({ role, staff: id() })),
  }),
  /**
   * Whoever signs is the fact's author. `mark` is the commitment to the text of that version, so a signature names one text
   * and no other, tells nothing of it, and can be checked by whoever has the trail.
   */
  SignatureGiven: z.strictObject({ version, mark: commitment(), role, signed: z.enum(['password']) }),
  /** Somebody who may sign will not; that version is never signed again, whoever signed it before or would. */
  SignatureRefused: z.strictObject({
    version,
    mark: commitment(),
    role,
    reason: sealedField(),
    signed: z.enum(['password']),
  }),
} as const
