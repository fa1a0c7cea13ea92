import { z } from 'zod'
import { caseNumber, code, day, hash, id, moment, money, sealedField, term } from '../shared/fields.ts'
import { callEvents } from './call-events.ts'
import { decisionEvents } from './decision-events.ts'
import { evidenceEvents } from './evidence-events.ts'
import { investigationEvents } from './investigation-events.ts'
import { mergeEvents } from './merge-events.ts'
import { obligationEvents } from './obligation-events.ts'
import { reportEvents } from './report-events.ts'
import { taskEvents } from './task-events.ts'
import { wallEvents } from './wall-events.ts'

/**
 * Every kind of fact in the life of a complaint, in the order of its stages. What is free text or personal stands
 * sealed; the rest is what rules may see. A fact is never changed; a shape changes only by optional fields.
 */

export const complainantKinds = ['individual', 'business', 'government', 'institution', 'group'] as const
export const linkKinds = ['duplicate', 'repeat', 'same-cause', 'second-complaint'] as const
export const lawsuits = ['none', 'likely', 'begun'] as const
export const mediaInterests = ['none', 'likely', 'exposed'] as const
/** What the complainant says to the answer. */
export const responses = ['accepted', 'rejected'] as const
export const remedyKinds = ['compensation', 'improvement', 'prevention', 'accountability', 'apology'] as const

const party = z.strictObject({
  id: code(),
  role: z.enum(['complainant', 'representative', 'witness']),
  kind: z.enum(complainantKinds),
  name: sealedField().optional(),
  phone: sealedField().optional(),
  email: sealedField().optional(),
  address: sealedField().optional(),
  identity: sealedField().optional(),
})

const pinned = z.strictObject({ pack: code(), hash: hash(), version: term() })
/** `posted`: where it stands, where it was said in public. */
const told = { channel: code(), text: sealedField().optional(), posted: sealedField(600).optional() }

export const caseEvents = {
  CaseRegistered: z.strictObject({
    number: caseNumber(),
    kind: z.enum(['complaint', 'inquiry', 'suggestion']),
    channel: code(),
    unit: id(),
    regimes: z.array(pinned).min(1).max(8),
    calendar: hash(),
    receipt: id(),
    submittedAt: moment(),
    happenedAt: moment().optional(),
    party,
    groupSize: z.int().min(1).max(1_000_000),
    title: sealedField(),
    content: sealedField(),
    request: sealedField().optional(),
    product: sealedField().optional(),
    place: sealedField().optional(),
    respondent: sealedField().optional(),
    /** The number that its sender gave it. */
    reference: sealedField().optional(),
    /** Where it was posted. */
    post: sealedField(600).optional(),
    amountAsked: money().optional(),
    missing: z.array(code()),
    /** Only for imports: the kinds of fact that the imported record holds at all; every other step reads "not recorded". */
    recordedSteps: z.array(term()).optional(),
    /** Only for imports: the packs were applied as if they had been in force at that time. */
    asIfInForce: z.boolean().optional(),
  }),
  CaseAccepted: z.strictObject({ conditions: z.array(code()) }),
  CaseRefused: z.strictObject({ condition: code(), reason: sealedField() }),
  RegistrationSupplemented: z.strictObject({
    party: code(),
    fields: z.array(z.strictObject({ field: code(), value: sealedField() })).min(1),
    missing: z.array(code()),
  }),
  PartyAdded: z.strictObject({ party }),
  ...callEvents,
  StatementAdded: z.strictObject({ party: code(), text: sealedField() }),
  ComplaintAcknowledged: z.strictObject(told),
  CaseForwarded: z.strictObject({ from: id(), to: id(), reason: sealedField().optional() }),
  CaseWithdrawn: z.strictObject({ party: code(), reason: sealedField().optional() }),

  CaseClassified: z.strictObject({ regime: code(), axes: z.record(code(), code()), reason: sealedField().optional() }),
  /** Handed up by somebody who is unsure, with the own opinion. */
  ValidityReferred: z.strictObject({ opinion: z.enum(['valid', 'invalid']), reason: sealedField() }),
  ValidityDecided: z.strictObject({ valid: z.boolean(), reason: sealedField() }),
  CaseGraded: z.strictObject({
    regime: code(),
    grade: code(),
    by: z.enum(['person', 'rule']),
    /** Only for rules: the grade rests on how many people complain of the same, and falls with them. */
    counted: z.boolean().optional(),
    /** Only for rules: it falls back, since fewer people complain of the same than was thought. */
    reverts: z.boolean().optional(),
    reason: sealedField().optional(),
  }),
  /** So many people in so many complaints brought forward the same within the window of a pack's count. */
  PeopleCounted: z.strictObject({ regime: code(), count: term(), people: z.int().min(0), cases: z.int().min(0) }),
  /** What surrounds the complaint and decides how grave it is; each record replaces the one before. */
  CircumstancesRecorded: z.strictObject({
    lawsuit: z.enum(lawsuits),
    media: z.enum(mediaInterests),
    outsideHelp: z.boolean(),
    /** The matter is not solved yet because of us. */
    ourFault: z.boolean(),
    reason: sealedField().optional(),
  }),
  /** Those named by their posts were told how a grave matter stands. */
  BulletinIssued: z.strictObject({ to: z.array(code()).min(1), text: sealedField() }),
  /** A step of a duty's ladder wants a bulletin; a person writes it. */
  BulletinCalled: z.strictObject({ regime: code(), to: z.array(code()).min(1) }),
  CaseAssigned: z.strictObject({ unit: id(), handler: id(), reason: sealedField().optional() }),
  ...wallEvents,
  CasesLinked: z.strictObject({ other: id(), kind: z.enum(linkKinds) }),
  CasesUnlinked: z.strictObject({ other: id(), reason: sealedField() }),
  ...mergeEvents,

  ...investigationEvents,
  ...evidenceEvents,
  ...reportEvents,
  ...taskEvents,

  RemedyProposed: z.strictObject({
    proposal: z.int().min(1),
    lines: z
      .array(
        z.strictObject({
          kind: z.enum(remedyKinds),
          amount: money().optional(),
          what: sealedField(),
          until: day().optional(),
        }),
      )
      .min(1),
    total: money().optional(),
    approvers: z.array(code()),
  }),
  RemedyApproved: z.strictObject({ proposal: z.int().min(1), post: code(), reason: sealedField().optional() }),
  RemedyReturned: z.strictObject({ proposal: z.int().min(1), reason: sealedField() }),
  /** `executedBy`: who carried it out, where that was not whoever records it; `payment`: the reference of the payment. */
  RemedyExecuted: z.strictObject({
    proposal: z.int().min(1),
    effect: sealedField(),
    executedAt: moment(),
    what: sealedField().optional(),
    executedBy: sealedField().optional(),
    payment: sealedField().optional(),
  }),
  ...decisionEvents,

  /** The complainant brought forward what was not known, and it changes the matter. */
  NewFactsAccepted: z.strictObject({ reason: sealedField() }),
  ComplainantInformed: z.strictObject(told),
  /** `solved` is missing where an imported record does not say. */
  ComplaintAnswered: z.strictObject({
    ...told,
    solved: z.boolean().optional(),
    cause: sealedField().optional(),
    public: z.boolean().optional(),
  }),
  AnswerRecorded: z.strictObject({
    party: code(),
    response: z.enum(responses),
    channel: code(),
    reason: sealedField().optional(),
  }),
  CalledBack: z.strictObject({
    channel: code(),
    reached: z.boolean(),
    satisfied: z.boolean().optional(),
    text: sealedField(),
  }),
  SurveyAnswered: z.strictObject({
    channel: code(),
    scores: z.record(code(), z.int().min(1).max(10)),
    text: sealedField().optional(),
  }),
  ReviewRequested: z.strictObject({ kind: z.enum(['review', 'appeal']), party: code(), reason: sealedField() }),
  ReviewDecided: z.strictObject({ granted: z.boolean(), reason: sealedField() }),

  CaseClosed: z.strictObject({
    result: z.enum(['resolved', 'unresolved', 'fed-back']),
    alternatives: z.boolean(),
    summary: sealedField(),
  }),
  CaseArchived: z.strictObject({ retainUntil: day(), place: sealedField().optional() }),
  CaseReopened: z.strictObject({ reason: sealedField() }),
  HoldPlaced: z.strictObject({ reason: sealedField() }),
  HoldReleased: z.strictObject({ reason: sealedField() }),

  ...obligationEvents,
} as const

export type CaseEventType = keyof typeof caseEvents
export type CaseEventOf<T extends CaseEventType> = { readonly type: T } & Readonly<z.infer<(typeof caseEvents)[T]>>
/** A fact of a case as decisions write it and the fold reads it. */
export type CaseEvent = { [T in CaseEventType]: CaseEventOf<T> }[CaseEventType]

export const origins = ['human', 'rule', 'time', 'import'] as const
export type Origin = (typeof origins)[number]

/** What the trail says about a fact beside the fact itself. `rule` is `pack@hash#clause` where a rule made it. */
export type Provenance = { readonly origin: Origin; readonly occurredAt: string; readonly rule?: string }

/** A fact with where it comes from; what `passTime` and the reactions give. */
export type Derived = { readonly event: CaseEvent } & Provenance
