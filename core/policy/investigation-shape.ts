import { z } from 'zod'
import { allowance, code, source, words } from './shape-parts.ts'

/** What a section of a report is begun with; what a section leaves out its author writes from nothing. */
export const reportParts = [
  'complaint',
  'plan',
  'contacts',
  'statements',
  'evidence',
  'appraisals',
  'findings',
  'liability',
] as const
export type ReportPart = (typeof reportParts)[number]

const section = z.strictObject({
  id: code,
  title: words,
  /** What the case holds by then, in this order. */
  holds: z.array(z.enum(reportParts)).min(1).optional(),
  source,
})
export type ReportSection = z.infer<typeof section>

const signer = z.strictObject({ posts: z.array(code).min(1), source })

const report = z.strictObject({
  /** The grades under which no investigation is concluded without a signed report; all of them where left out. */
  grades: z.array(code).min(1).optional(),
  /** A report has each of these headings. */
  sections: z.array(section).min(1),
  /** Three people sign, each in another role. */
  signatures: z.strictObject({ investigator: signer, responsible: signer, leader: signer }),
  source,
})
export type ReportRule = z.infer<typeof report>

/** How a pack wants a complaint investigated. */
export const investigation = z.strictObject({
  report: report.optional(),
  /** How long a line of the plan has where nobody says when it is due. */
  plan: z.strictObject({ within: allowance, source }).optional(),
})
