import { z } from 'zod'
import { reportRoles } from '../core/case/report-events.ts'
import { richText } from '../core/shared/rich-text.ts'

const moment = z.string()
const role = z.enum(reportRoles)
const signature = z.strictObject({ role, staff: z.uuid(), at: moment })

/** How the report of the investigation stands; its text is asked for by itself. */
export const caseReport = z.strictObject({
  /** Whether no conclusion may be reached without it. */
  wanted: z.boolean(),
  /** Whose posts sign in which role. */
  signers: z.array(z.strictObject({ role, posts: z.array(z.string()) })),
  /** The roles in which the reader may sign now. */
  mine: z.array(role),
  /** Its latest version; null until somebody wrote one. */
  current: z
    .strictObject({
      version: z.int(),
      writtenAt: moment,
      by: z.string(),
      signatures: z.array(signature),
      refused: z.strictObject({ role, staff: z.uuid(), at: moment, reason: z.string().nullable() }).nullable(),
      /** It was written before the case was opened again. */
      outdated: z.boolean(),
      signed: z.boolean(),
    })
    .nullable(),
  /** Signatures on earlier versions: they stay there, and count no more. */
  fallen: z.array(signature.extend({ version: z.int() })),
})

/** The texts of a report, and what a first version is begun with. */
export const reportTexts = z.strictObject({
  number: z.string(),
  /** The latest first; `text` is null where it was erased. */
  versions: z.array(z.strictObject({ version: z.int(), at: moment, by: z.string(), text: richText().nullable() })),
  /** Made of what the case holds now, under the headings of the pack. */
  draft: richText(),
})
export type ReportTexts = z.infer<typeof reportTexts>
