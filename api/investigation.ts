import { z } from 'zod'
import { planKinds, planStates } from '../core/case/investigation-events.ts'
import { reportRoles } from '../core/case/report-events.ts'
import { richText } from '../core/shared/rich-text.ts'
import { lamp, remaining } from './told.ts'

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

/** A line of the plan; what was erased is null, and so are owner and day of a plan from before lines had them. */
const planLine = z.strictObject({
  line: z.int(),
  kind: z.enum(planKinds),
  what: z.string().nullable(),
  owner: z.uuid().nullable(),
  due: moment.nullable(),
  state: z.enum(planStates),
  /** Why it was changed last. */
  reason: z.string().nullable(),
  /** How an open line stands. */
  lamp: lamp.nullable(),
  inWorkingTime: z.boolean(),
  remaining: remaining.nullable(),
})

/** A statement by the number of its fact: whose it is, and what it says. `who` is a name, null where the kind says it all. */
const saying = z.strictObject({
  fact: z.int(),
  kind: z.enum(['complaint', 'statement', 'staff', 'testimony', 'contact', 'information']),
  who: z.string().nullable(),
  at: moment,
  text: z.string().nullable(),
})
export type Saying = z.infer<typeof saying>

const contradiction = z.strictObject({
  number: z.int(),
  one: saying,
  other: saying,
  point: z.string().nullable(),
  settled: z.strictObject({ at: moment, by: z.string(), judgement: z.string().nullable() }).nullable(),
})

const appraisal = z.strictObject({
  number: z.int(),
  appraiser: z.string().nullable(),
  subject: z.string().nullable(),
  evidence: z.array(z.int()),
  orderedAt: moment,
  orderedBy: z.string(),
  until: z.string().nullable(),
  /** The last day is over, and nothing came. */
  overdue: z.boolean(),
  ended: z
    .strictObject({
      at: moment,
      by: z.string(),
      came: z.boolean(),
      text: z.string().nullable(),
      evidence: z.int().nullable(),
    })
    .nullable(),
})

/** The investigation of a case: plan, statements, which of them contradict each other, and what others appraise. */
export const caseInvestigation = z.strictObject({
  plan: z.array(planLine),
  sayings: z.array(saying),
  contradictions: z.array(contradiction),
  appraisals: z.array(appraisal),
})
export type CaseInvestigation = z.infer<typeof caseInvestigation>
