import { z } from 'zod'
import { code, day, id, moment, sealedField, term } from '../shared/fields.ts'

export const verificationMethods = ['direct', 'indirect', 'cross-check', 'technical'] as const
/** What a line of a plan is about: something to answer, somebody to hear, something to get. */
export const planKinds = ['question', 'hearing', 'evidence'] as const
export const planStates = ['open', 'done', 'dropped'] as const
/** What an investigation came to. */
export const outcomes = ['upheld', 'partly-upheld', 'not-upheld', 'undecidable'] as const

/** The facts of an investigation: what was planned, asked and found, who is liable, and what it came to. */
export const investigationEvents = {
  /**
   * `questions` are the texts of the lines that are questions, in their order; plans from before lines had numbers hold
   * nothing else. Lines of a case are numbered from 1, over all its plans; `what` is the text of the others.
   */
  InvestigationPlanned: z.strictObject({
    questions: z.array(sealedField()),
    methods: z.array(z.enum(verificationMethods)).min(1),
    lines: z
      .array(
        z.strictObject({
          line: z.int().min(1),
          kind: z.enum(planKinds),
          what: sealedField().optional(),
          owner: id(),
          due: moment().optional(),
          /** The pack's limit by which it was counted, where no day was named. */
          allowance: term().optional(),
        }),
      )
      .optional(),
  }),
  PlanLineChanged: z.strictObject({
    line: z.int().min(1),
    state: z.enum(planStates),
    owner: id().optional(),
    due: moment().optional(),
    reason: sealedField().optional(),
  }),
  ComplainantContacted: z.strictObject({ channel: code(), reached: z.boolean(), text: sealedField() }),
  InformationRequested: z.strictObject({
    from: z.enum(['complainant', 'unit', 'third-party']),
    what: sealedField(),
    until: moment().optional(),
  }),
  InformationReceived: z.strictObject({ from: z.enum(['complainant', 'unit', 'third-party']), text: sealedField() }),
  FindingRecorded: z.strictObject({
    method: z.enum(verificationMethods),
    bears: z.enum(['confirmed', 'partly', 'refuted', 'open']),
    text: sealedField(),
    /** The line of the plan that it answers, and the pieces of evidence that it rests on. */
    question: z.int().min(1).optional(),
    evidence: z.array(z.int().min(1)).optional(),
  }),
  /** Two statements of the case, by the numbers of their facts, that cannot both be true. Contradictions are numbered from 1. */
  ContradictionMarked: z.strictObject({
    contradiction: z.int().min(1),
    one: z.int().min(1),
    other: z.int().min(1),
    point: sealedField(),
  }),
  ContradictionSettled: z.strictObject({ contradiction: z.int().min(1), judgement: sealedField() }),
  /** Somebody outside the house is to judge; pieces of evidence that are things are with the appraiser until it ended. */
  AppraisalOrdered: z.strictObject({
    appraisal: z.int().min(1),
    appraiser: sealedField(),
    subject: sealedField(),
    evidence: z.array(z.int().min(1)).optional(),
    until: day().optional(),
    signed: z.enum(['password']),
  }),
  /** `came`: with a result. Its author signs, and has the things back that were with the appraiser. */
  AppraisalEnded: z.strictObject({
    appraisal: z.int().min(1),
    came: z.boolean(),
    text: sealedField(),
    /** The piece of evidence that holds the written result. */
    evidence: z.int().min(1).optional(),
    place: sealedField().optional(),
    condition: sealedField().optional(),
    sealIntact: z.boolean().optional(),
    signed: z.enum(['password']),
  }),
  /** One share of the liability; of the same `line` the last one counts. `unheard`: why a respondent was asked for no statement. */
  LiabilityDecided: z.strictObject({
    line: z.int().min(1).optional(),
    unit: id(),
    staff: id().optional(),
    person: sealedField().optional(),
    unheard: sealedField().optional(),
    share: z.int().min(0).max(100),
    reason: sealedField(),
  }),
  InvestigationConcluded: z.strictObject({
    outcome: z.enum(outcomes),
    conclusion: sealedField(),
    /** Why it does not wait for the tasks of other departments that are still open. */
    openTasks: sealedField().optional(),
  }),
} as const
