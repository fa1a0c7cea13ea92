import { z } from 'zod'
import { rectificationKinds } from '../core/7-improvement/events.ts'
import { rectificationStatuses } from '../core/7-improvement/state.ts'
import { lamp, remaining, toldFact } from './told.ts'

const moment = z.string()

/** One rectification as its reader may see it; sealed texts are opened, what was erased is null. */
export const rectification = z.strictObject({
  id: z.uuid(),
  /** The number of its case and which of its rectifications it is: `2026-000042-R1`. */
  number: z.string(),
  caseId: z.uuid(),
  caseNumber: z.string(),
  /** False for a reader who may see what is rectified and not the complaint. */
  seesCase: z.boolean(),
  kind: z.enum(rectificationKinds),
  status: z.enum(rectificationStatuses),
  unit: z.uuid(),
  owner: z.uuid(),
  orderedBy: z.string(),
  orderedAt: moment,
  measure: z.string().nullable(),
  criteria: z.string().nullable(),
  /** Day of the office's calendar; `due` is its last instant. */
  until: z.string(),
  due: moment,
  overdue: z.boolean(),
  percent: z.int().min(0).max(100),
  /** Only while the owner has something to do; counted in calendar time. */
  lamp: lamp.nullable(),
  inWorkingTime: z.boolean(),
  remaining: remaining.nullable(),
  facts: z.array(toldFact),
  /** Commands this person may run now. */
  allowed: z.array(z.string()),
  /** Send as If-Match with a command. */
  etag: z.string(),
})
export type RectificationView = z.infer<typeof rectification>

/** `open` is whatever is not ended; `mine` is open and the reader's own; `reported` waits for acceptance. */
export const rectificationQuery = z.strictObject({
  show: z.enum(['open', 'overdue', 'mine', 'reported', 'all']).default('open'),
  /** What the last page gave as `next`. */
  after: z.string().max(80).optional(),
})
export type RectificationQuery = z.infer<typeof rectificationQuery>

/** By due moment; `all` of them the latest first. `total` stops counting at 500: then `capped` says so. */
export const rectificationPage = z.strictObject({
  rows: z.array(rectification),
  total: z.int(),
  capped: z.boolean(),
  next: z.string().nullable(),
})
export type RectificationPage = z.infer<typeof rectificationPage>
