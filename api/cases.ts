import { z } from 'zod'
import { lawsuits, mediaInterests } from '../core/case/events.ts'
import { stages } from '../core/case/state.ts'
import { things } from '../core/case/things.ts'
import { caseTask, crisisView, executionView, mediationView, promiseView } from './decisions.ts'
import { rectification } from './improvement.ts'
import { caseInvestigation, caseReport } from './investigation.ts'
import { draftKinds } from './language-model.ts'
import { searchHit } from './search-hit.ts'
import { taskAsked } from './tasks.ts'
import { lamp, remaining, toldFact } from './told.ts'

const moment = z.string()

const leadingDuty = z.strictObject({
  regime: z.string(),
  duty: z.string(),
  due: moment,
  provisional: z.boolean(),
  lamp,
  /** In working time: the sentence counts working hours and days; otherwise calendar time. */
  inWorkingTime: z.boolean(),
  remaining,
})

export const caseRow = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  kind: z.string(),
  channel: z.string(),
  unit: z.uuid(),
  handler: z.uuid().nullable(),
  stage: z.string(),
  status: z.string(),
  grades: z.array(z.strictObject({ regime: z.string(), grade: z.string() })),
  receivedAt: moment,
  lead: leadingDuty.nullable(),
  turns: z.int(),
})
export type CaseRow = z.infer<typeof caseRow>

/** A word of the code or of a pack. */
const aCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

/** Filters go by POST: a URL never holds a personal value. Everything set must hold. */
export const caseFilter = z.strictObject({
  number: z.string().max(20).optional(),
  units: z.array(z.uuid()).max(200).optional(),
  handler: z.uuid().optional(),
  unassigned: z.boolean().optional(),
  stages: z.array(aCode).max(8).optional(),
  statuses: z.array(aCode).max(8).optional(),
  grades: z.array(aCode).max(20).optional(),
  channels: z.array(aCode).max(20).optional(),
  kinds: z.array(aCode).max(3).optional(),
  lamp: z.enum(['amber', 'red', 'blue']).optional(),
  awaiting: z.enum(['acceptance', 'assignment', 'approval', 'returned', 'execution', 'call-back', 'review']).optional(),
  receivedFrom: z.iso.datetime().optional(),
  receivedUntil: z.iso.datetime().optional(),
  /** The complainant's phone or e-mail, whole; compared by keyed digest. */
  contact: z.string().max(120).optional(),
  /** Parts of what is written in the case, or of its number; the last four digits of a phone or more; an e-mail address. */
  words: z.string().max(100).optional(),
})
export type CaseFilter = z.infer<typeof caseFilter>

export const caseQuery = z.strictObject({
  filter: caseFilter.default({}),
  /** `relevance` is for words: a case that has them in its number or title comes first. */
  sort: z.enum(['due', 'received', 'number', 'relevance']).default('due'),
  descending: z.boolean().default(false),
  limit: z.int().min(1).max(200).default(50),
  /** Opaque; what the last page gave as `next`. */
  after: z.string().max(400).optional(),
})
export type CaseQuery = z.infer<typeof caseQuery>

/** `total` stops counting at 500: then `capped` says so. */
export const casePage = z.strictObject({
  rows: z.array(caseRow),
  /** Of the rows, where words were looked for. */
  hits: z.array(searchHit),
  total: z.int(),
  capped: z.boolean(),
  next: z.string().nullable(),
})
export type CasePage = z.infer<typeof casePage>

const tile = z.enum(['to-accept', 'mine', 'due-soon', 'overdue', 'returned', 'to-call-back', 'to-approve'])
const staffNotice = z.strictObject({
  id: z.uuid(),
  caseId: z.uuid(),
  /** Set where it tells of a rectification that springs from the case; `number` is then that of the rectification. */
  rectification: z.uuid().nullable(),
  number: z.string(),
  type: z.string(),
  duty: z.string().nullable(),
  regime: z.string().nullable(),
  at: moment,
  seen: z.boolean(),
})

/** `tiles` count up to 500; `todo` by due moment; `done` are the reader's own latest acts, a line a case. */
export const workbench = z.strictObject({
  tiles: z.array(z.strictObject({ tile, count: z.int() })),
  todo: z.array(caseRow),
  done: z.array(z.strictObject({ id: z.uuid(), number: z.string(), act: z.string(), at: moment })),
  notices: z.array(staffNotice),
  /** What the reader is asked in complaints about the reader: a question and a day, and nothing of the complaint. */
  statements: z.array(z.strictObject({ id: z.uuid(), question: z.string(), until: z.string(), askedAt: moment })),
  /** Tasks of other departments and disputes about them in which the reader has the next word. */
  tasks: z.array(taskAsked),
  /** What the reader promised and still owes. */
  promises: z.array(
    z.strictObject({
      caseId: z.uuid(),
      number: z.string(),
      ordinal: z.int(),
      what: z.string().nullable(),
      due: moment,
      lamp,
      inWorkingTime: z.literal(false),
      remaining,
    }),
  ),
})
export type Workbench = z.infer<typeof workbench>

const explainedObligation = z.strictObject({
  regime: z.string(),
  duty: z.string(),
  round: z.int(),
  /** What `round` numbers, where it does not count rounds. */
  of: z.enum(things).nullable(),
  text: z.strictObject({ zh: z.string(), en: z.string() }),
  clause: z.string(),
  status: z.enum(['running', 'paused', 'met', 'missed', 'met-late', 'cancelled', 'excused', 'unknown']),
  start: moment,
  allowance: z.string(),
  due: moment,
  provisional: z.boolean(),
  settledAt: moment.nullable(),
  lamp: lamp.nullable(),
  inWorkingTime: z.boolean(),
  remaining: remaining.nullable(),
  leading: z.boolean(),
  /** The whole time that can be asked for next, and that somebody asks for now; null where there is none. */
  extended: z.boolean(),
  extendTo: z.string().nullable(),
  asked: z.string().nullable(),
  /** The steps to the due moment, in the language of the reader. */
  explain: z.array(z.string()),
})

export const casePageView = z.strictObject({
  row: caseRow,
  /** Send as If-Match with a command. */
  etag: z.string(),
  registration: z.strictObject({
    title: z.string().nullable(),
    content: z.string().nullable(),
    request: z.string().nullable(),
    product: z.string().nullable(),
    place: z.string().nullable(),
    respondent: z.string().nullable(),
    reference: z.string().nullable(),
    amountAsked: z.strictObject({ minor: z.int(), currency: z.string() }).nullable(),
    happenedAt: moment.nullable(),
    submittedAt: moment,
    groupSize: z.int(),
    missing: z.array(z.string()),
  }),
  parties: z.array(
    z.strictObject({
      id: z.string(),
      role: z.string(),
      kind: z.string(),
      name: z.string().nullable(),
      /** Masked unless revealed: 138****8000. */
      phone: z.string().nullable(),
      email: z.string().nullable(),
      address: z.string().nullable(),
    }),
  ),
  regimes: z.array(
    z.strictObject({
      pack: z.string(),
      hash: z.string(),
      version: z.string(),
      grade: z.string().nullable(),
      axes: z.record(z.string(), z.string()),
    }),
  ),
  /** What surrounds the complaint, as it was recorded last; null where nobody did yet. */
  circumstances: z
    .strictObject({
      lawsuit: z.enum(lawsuits),
      media: z.enum(mediaInterests),
      outsideHelp: z.boolean(),
      ourFault: z.boolean(),
    })
    .nullable(),
  /** The stage that it left unfinished when it was refused, withdrawn or merged. */
  left: z.enum(stages).nullable(),
  valid: z.boolean().nullable(),
  outcome: z.string().nullable(),
  proposal: z
    .strictObject({
      number: z.int(),
      status: z.string(),
      by: z.string(),
      approvers: z.array(z.string()),
      total: z.strictObject({ minor: z.int(), currency: z.string() }).nullable(),
      lines: z.array(
        z.strictObject({
          kind: z.string(),
          amount: z.strictObject({ minor: z.int(), currency: z.string() }).nullable(),
          what: z.string().nullable(),
          until: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  answered: z.boolean(),
  solved: z.boolean().nullable(),
  response: z.string().nullable(),
  review: z.string().nullable(),
  hold: z.boolean(),
  retainUntil: z.string().nullable(),
  /** Members of staff complained of, and those recused; none of them sees the case. */
  respondents: z.array(z.uuid()),
  recused: z.array(z.uuid()),
  /** What respondents were asked, the first request first; `text` is null until it was answered. */
  statements: z.array(
    z.strictObject({
      ordinal: z.int(),
      staff: z.uuid(),
      question: z.string().nullable(),
      until: z.string(),
      askedAt: moment,
      text: z.string().nullable(),
      givenAt: moment.nullable(),
    }),
  ),
  /** Shares of the liability, together 100 at most. */
  liability: z.array(
    z.strictObject({
      line: z.int(),
      unit: z.uuid(),
      staff: z.uuid().nullable(),
      person: z.string().nullable(),
      share: z.int(),
    }),
  ),
  promises: z.array(promiseView),
  tasks: z.array(caseTask),
  crisis: crisisView.nullable(),
  mediations: z.array(mediationView),
  execution: executionView.nullable(),
  investigation: caseInvestigation,
  report: caseReport,
  links: z.array(z.strictObject({ other: z.uuid(), number: z.string().nullable(), kind: z.string() })),
  obligations: z.array(explainedObligation),
  facts: z.array(toldFact),
  /** What was ordered so that it does not happen again, the first one first. */
  rectifications: z.array(rectification),
  /** What texts give away of persons is masked, since this reader has nothing to do for the case; a reason opens it. */
  masked: z.boolean(),
  /** Commands this person may run now: what is expected next, then those of this stage alone, then the rest. */
  allowed: z.array(z.string()),
  drafts: z.array(z.enum(draftKinds)),
  /** The command the case waits for, whoever may run it; null where nothing is expected of anybody. */
  expected: z.string().nullable(),
})
export type CasePageView = z.infer<typeof casePageView>

export const bulk = z.strictObject({
  command: z.string().max(40),
  ids: z.array(z.uuid()).min(1).max(200),
  input: z.record(z.string(), z.unknown()),
})
export const bulkAnswer = z.strictObject({
  done: z.array(z.uuid()),
  refused: z.array(z.strictObject({ id: z.uuid(), code: z.string(), sentence: z.string() })),
})

export const savedView = z.strictObject({
  id: z.uuid(),
  name: z.string().max(40),
  query: caseQuery,
  columns: z.array(z.string().max(40)).max(20),
})
export const saveView = savedView.omit({ id: true })
