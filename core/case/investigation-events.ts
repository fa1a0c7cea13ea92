import { z } from 'zod'
import { code, id, moment, sealedField } from '../shared/fields.ts'

export const verificationMethods = ['direct', 'indirect', 'cross-check', 'technical'] as const
/** What an investigation came to. */
export const outcomes = ['upheld', 'partly-upheld', 'not-upheld', 'undecidable'] as const

/** The facts of an investigation: what was planned, asked and found, who is liable, and what it came to. */
export const investigationEvents = {
  InvestigationPlanned: z.strictObject({
    questions: z.array(sealedField()).min(1),
    methods: z.array(z.enum(verificationMethods)).min(1),
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
  InvestigationConcluded: z.strictObject({ outcome: z.enum(outcomes), conclusion: sealedField() }),
} as const
