import { evolveObligations } from '../obligations/evolve.ts'
import { isCommitment } from '../shared/fields.ts'
import type { CaseEvent, CaseEventOf } from './events.ts'
import { callFolders } from './evolve-calls.ts'
import { decisionFolders } from './evolve-decisions.ts'
import { mergeFolders } from './evolve-merges.ts'
import { taskFolders } from './evolve-tasks.ts'
import type { Change, Folders, Happened } from './folding.ts'
import { numberOf, ofNumber } from './numbered.ts'
import {
  type CaseState,
  type Evidence,
  isOfEachPack,
  type MomentName,
  momentName,
  type PinnedRegime,
  type PlanLine,
} from './state.ts'

const folders: Folders = {
  CaseRegistered: (e) => ({
    exists: true,
    number: e.number,
    kind: e.kind,
    channel: e.channel,
    unit: e.unit,
    stage: 'intake',
    calendar: e.calendar,
    regimes: e.regimes.map((regime) => ({ ...regime, axes: {} })),
    submittedAt: e.submittedAt,
    complainant: { id: e.party.id, kind: e.party.kind },
    parties: [e.party.id],
    sayings: [1],
    groupSize: e.groupSize,
    missing: e.missing,
    ...(e.amountAsked && { amountAsked: e.amountAsked }),
    ...(e.recordedSteps && { recordedSteps: e.recordedSteps }),
  }),
  CaseAccepted: () => ({ stage: 'triage' }),
  CaseRefused: (_e, { stage }) => ({ stage: 'archive', status: 'refused', left: stage }),
  RegistrationSupplemented: (e) => ({ missing: e.missing }),
  PartyAdded: (e, s) => ({ parties: [...s.parties, e.party.id] }),
  CaseForwarded: (e) => ({ unit: e.to, handler: undefined, stage: 'triage' }),
  CaseWithdrawn: (_e, { stage }) => ({ stage: 'archive', status: 'withdrawn', left: stage }),

  CaseClassified: (e, s) => ({ regimes: changeRegime(s, e.regime, (r) => ({ ...r, axes: { ...r.axes, ...e.axes } })) }),
  ValidityDecided: (e) => ({ valid: e.valid }),
  CaseGraded: (e, s) => ({
    regimes: changeRegime(s, e.regime, (r) => ({
      ...r,
      grade: e.grade,
      counted: e.counted === true,
      uncounted: e.counted ? (r.counted ? r.uncounted : r.grade) : undefined,
      ...(e.by === 'rule' && { ruledGrade: e.grade }),
    })),
  }),
  PeopleCounted: (e, s) => ({
    regimes: changeRegime(s, e.regime, (r) => ({ ...r, people: { ...r.people, [e.count]: e.people } })),
  }),
  CircumstancesRecorded: ({ lawsuit, media, outsideHelp, ourFault }) => ({
    circumstances: { lawsuit, media, outsideHelp, ourFault },
  }),
  CaseAssigned: (e, s) => ({
    unit: e.unit,
    handler: e.handler,
    stage: s.stage === 'triage' ? 'investigation' : s.stage,
  }),
  RespondentNamed: (e, s) => ({ respondents: [...s.respondents, e.staff], ...withoutHandler(s, e.staff) }),
  RespondentCleared: (e, s) => ({ respondents: s.respondents.filter((one) => one !== e.staff) }),
  RecusalDeclared: (e, s) => ({ recused: [...s.recused, e.staff], ...withoutHandler(s, e.staff) }),
  RecusalLifted: (e, s) => ({ recused: s.recused.filter((one) => one !== e.staff) }),
  StatementAdded: (_e, s) => said(s),
  StatementAsked: ({ ordinal, staff, until }, s) => ({
    statements: [...s.statements, { ordinal, staff, until, given: false }],
  }),
  StatementGiven: (e, s) => ({
    statements: s.statements.map((one) => (one.ordinal === e.ordinal ? { ...one, given: true } : one)),
    ...said(s),
  }),
  CasesLinked: (e, s) => ({ links: [...s.links, { other: e.other, kind: e.kind }] }),
  CasesUnlinked: (e, s) => ({ links: s.links.filter((link) => link.other !== e.other) }),

  InformationRequested: (e, s) => ({ awaiting: [...s.awaiting, e.from] }),
  InformationReceived: (e, s) => ({ awaiting: s.awaiting.filter((from) => from !== e.from), ...said(s) }),
  ComplainantContacted: (e, s) => (e.reached ? said(s) : {}),
  InvestigationPlanned: (e, s) => ({ plan: [...s.plan, ...plannedIn(e, s.plan.length)] }),
  PlanLineChanged: ({ line, state, owner, due }, s) => ({
    plan: s.plan.map((one) =>
      one.line === line ? { ...one, state, ...(owner && { owner }), ...(due && { due }) } : one,
    ),
  }),
  ContradictionMarked: ({ contradiction, one, other }, s) => ({
    contradictions: [...s.contradictions, { number: contradiction, one, other, settled: false }],
  }),
  ContradictionSettled: (e, s) => ({
    contradictions: s.contradictions.map((one) => (one.number === e.contradiction ? { ...one, settled: true } : one)),
  }),
  AppraisalOrdered: ({ appraisal, evidence = [] }, s) => ({
    appraisals: [...s.appraisals, { number: appraisal, evidence, ended: false }],
    awaiting: s.awaiting.includes('appraisal') ? s.awaiting : [...s.awaiting, 'appraisal'],
    evidence: s.evidence.map((one) =>
      isThing(one) && evidence.includes(one.number) ? { ...one, away: appraisal } : one,
    ),
  }),
  AppraisalEnded: ({ appraisal }, s, { by }) => {
    const appraisals = s.appraisals.map((one) => (one.number === appraisal ? { ...one, ended: true } : one))
    return {
      appraisals,
      ...(appraisals.every((one) => one.ended) && { awaiting: s.awaiting.filter((from) => from !== 'appraisal') }),
      evidence: s.evidence.map((one) => (one.away === appraisal ? { ...one, away: undefined, custodian: by } : one)),
    }
  },
  EvidenceAdded: (e, s, fact) => ({
    evidence: [
      ...s.evidence,
      {
        number: e.evidence,
        kind: e.kind,
        ...(e.file && { file: { id: e.file.id, hash: e.file.hash } }),
        ...(e.offeredBy && { offered: true as const }),
        ...(e.kind === 'physical' && { custodian: fact.by, keepUntil: e.keepUntil }),
      },
    ],
    ...(e.kind === 'testimony' && said(s)),
  }),
  EvidenceHandedOver: (e, s, fact) => ({ evidence: changeEvidence(s, e.evidence, { custodian: fact.by }) }),
  EvidenceDisposed: (e, s) => ({ evidence: changeEvidence(s, e.evidence, { disposed: e.how }) }),
  LiabilityDecided: ({ line, unit, staff, share }, s) => {
    const one = { line: line ?? s.liability.length + 1, unit, share, ...(staff && { staff }) }
    return { liability: [...s.liability.filter((other) => other.line !== one.line), one] }
  },
  ReportDrafted: written,
  ReportRevised: written,
  SignatureGiven: (e, s, { by }) => ({
    report: s.report && { ...s.report, signatures: [...s.report.signatures, { role: e.role, staff: by }] },
  }),
  SignatureRefused: (_e, s) => ({ report: s.report && { ...s.report, refused: true } }),
  InvestigationConcluded: (e, s, fact) => ({ outcome: e.outcome, stage: 'resolution', ...decidedBy(s, fact) }),

  RemedyProposed: (e, _s, fact) => ({
    proposal: {
      number: e.proposal,
      status: 'awaiting-approval',
      by: fact.by,
      approvers: e.approvers,
      lines: e.lines.map(({ kind, amount }) => ({ kind, ...(amount && { amount }) })),
      ...(e.total && { total: e.total }),
    },
  }),
  RemedyApproved: (_e, s, fact) => ({
    proposal: s.proposal && { ...s.proposal, status: 'approved' },
    ...decidedBy(s, fact),
  }),
  RemedyReturned: (_e, s) => ({ proposal: s.proposal && { ...s.proposal, status: 'returned' } }),
  RemedyExecuted: (_e, s) => ({ proposal: s.proposal && { ...s.proposal, status: 'executed' }, stage: 'feedback' }),

  ComplaintAnswered: (e, s, fact) => ({
    answered: true,
    solved: e.solved,
    response: undefined,
    stage: 'feedback',
    ...decidedBy(s, fact),
  }),
  AnswerRecorded: (e) => ({ response: e.response }),
  CalledBack: (e) => ({ calledBack: e.reached }),
  SurveyAnswered: () => ({ surveyed: true }),
  // A review may be asked for after the case was closed: it is open again until the review is decided.
  ReviewRequested: () => ({ review: 'asked', stage: 'feedback', status: 'open' }),
  ReviewDecided: (e, s) => ({ review: e.granted ? 'granted' : 'refused', ...(e.granted && reopenedFrom(s)) }),

  ...callFolders,
  ...mergeFolders,
  ...taskFolders,
  ...decisionFolders,

  CaseClosed: () => ({ stage: 'archive', status: 'closed' }),
  CaseArchived: (e) => ({ status: 'archived', retainUntil: e.retainUntil }),
  CaseReopened: (_e, s) => reopenedFrom(s),
  HoldPlaced: () => ({ hold: true }),
  HoldReleased: () => ({ hold: false }),

  CalendarChanged: (e) => ({ calendar: e.to }),
}

const reopened: Change = {
  stage: 'investigation',
  status: 'open',
  answered: false,
  solved: undefined,
  response: undefined,
  calledBack: false,
  surveyed: false,
  outcome: undefined,
  proposal: undefined,
  crisis: undefined,
  retainUntil: undefined,
  deciders: [],
}

/** The fact that is being folded is one in which somebody says what happened. */
function said({ sayings, version }: CaseState): Change {
  return { sayings: [...sayings, version + 1] }
}

/** The lines of a plan; a plan from before lines had numbers holds questions alone. */
function plannedIn({ questions, lines }: CaseEventOf<'InvestigationPlanned'>, before: number): PlanLine[] {
  if (!lines) return questions.map((_, at) => ({ line: before + at + 1, kind: 'question', state: 'open' }))
  return lines.map(({ line, kind, owner, due }) => ({ line, kind, owner, due, state: 'open' }))
}

function isThing({ kind, disposed }: Evidence): boolean {
  return kind === 'physical' && !disposed
}

/** What was established before is in question: its report no longer bears a conclusion. */
function reopenedFrom({ report }: CaseState): Change {
  return report ? { ...reopened, report: { ...report, outdated: true } } : reopened
}

/** A version begins unsigned; what was signed before it stays with the version before. */
function written({ version, text }: { readonly version: number; readonly text: unknown }): Change {
  const mark = isCommitment(text) ? text.commitment : ''
  return { report: { version, mark, signatures: [], refused: false, outdated: false } }
}

function decidedBy({ deciders }: CaseState, { by }: Happened): Change {
  return deciders.includes(by) ? {} : { deciders: [...deciders, by] }
}

/** Who may not see a case does not answer for it. */
function withoutHandler({ handler }: CaseState, staff: string): Change {
  return handler === staff ? { handler: undefined } : {}
}

function changeRegime(state: CaseState, pack: string, change: (regime: PinnedRegime) => PinnedRegime) {
  return state.regimes.map((regime) => (regime.pack === pack ? change(regime) : regime))
}

function changeEvidence(state: CaseState, number: number, change: Partial<Evidence>) {
  return state.evidence.map((one) => (one.number === number ? { ...one, ...change } : one))
}

/**
 * The next state of a case. Total: it takes every fact and never refuses, so that any stored trail can be read.
 *
 * @param state what the facts so far say
 * @param fact  the next fact with its provenance
 */
export function evolve(state: CaseState, fact: Happened): CaseState {
  return evolveAll(state, [fact])
}

/** The state of a case after several facts. A case has dozens of facts, so its state is copied once and not for each. */
export function evolveAll(state: CaseState, facts: readonly Happened[]): CaseState {
  if (facts.length === 0) return state
  const next: Draft = { ...state, moments: { ...state.moments } }
  for (const fact of facts) take(next, fact)
  return next
}

type Draft = { -readonly [K in keyof CaseState]: CaseState[K] } & { moments: Moments }
type Moments = { -readonly [K in keyof CaseState['moments']]: CaseState['moments'][K] }

function take(next: Draft, fact: Happened): void {
  const { event, origin, by } = fact
  const fold = folders[event.type] as ((event: CaseEvent, state: CaseState, fact: Happened) => Change) | undefined
  if (fold) Object.assign(next, fold(event, next, fact))
  next.version += 1
  if (origin === 'human' || origin === 'import') next.turns += 1
  noteMoment(next.moments, event, momentOf(fact))
  next.obligations = evolveObligations(next.obligations, event, by)
}

/** First and last moment of a fact of this kind, of any pack and of its own, of anything and of the thing it is about. */
function noteMoment(moments: Moments, event: CaseEvent, at: string): void {
  note(moments, event.type, at)
  const number = numberOf(event)
  if (number !== undefined) note(moments, ofNumber(event.type, number), at)
  if (isOfEachPack(event)) note(moments, momentName(event.type, event.regime), at)
}

function note(moments: Moments, name: MomentName, at: string): void {
  moments[name] = { first: moments[name]?.first ?? at, last: at }
}

/** When a fact counts for the clocks: a complaint counts from its receipt, however late it was written down. */
function momentOf({ event, occurredAt }: Happened): string {
  return event.type === 'CaseRegistered' ? event.submittedAt : occurredAt
}
