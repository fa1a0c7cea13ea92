import type { Money } from '../shared/fields.ts'
import type { Appraisal, Contradiction, Crisis, Promised, Task } from './decision-state.ts'
import type {
  CaseEvent,
  CaseEventType,
  complainantKinds,
  lawsuits,
  linkKinds,
  mediaInterests,
  remedyKinds,
} from './events.ts'
import type { disposals, evidenceKinds } from './evidence-events.ts'
import type { planKinds, planStates } from './investigation-events.ts'
import type { TakenIn } from './merge-events.ts'
import type { NumberedName } from './numbered.ts'
import type { ReportRole } from './report-events.ts'
import type { Thing } from './things.ts'

/** The seven stages of a complaint's life; `improvement` lives in a stream of its own. */
export const stages = ['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive'] as const
export type Stage = (typeof stages)[number]

/** `refused` and `withdrawn` end a case without a decision on its substance; one that is `merged` is handled in another. */
export const statuses = ['open', 'refused', 'withdrawn', 'merged', 'closed', 'archived'] as const
export type Status = (typeof statuses)[number]

export type PinnedRegime = {
  readonly pack: string
  readonly hash: string
  readonly version: string
  readonly grade?: string
  /** The gravest grade that a rule gave; a person who lowered it knew why, so the same rule does not raise it again. */
  readonly ruledGrade?: string
  readonly axes: Readonly<Record<string, string>>
  /** How many people complain of the same, by the counts of the pack. */
  readonly people?: Readonly<Record<string, number>>
  /** The grade is a rule's and rests on such a count; and the grade that it had before. */
  readonly counted?: boolean
  readonly uncounted?: string | undefined
}

export type ObligationStatus = 'running' | 'paused' | 'met' | 'missed' | 'met-late' | 'cancelled' | 'unknown'

/** A duty with a clock. Instants are ISO strings in UTC; `remaining` is milliseconds, working or calendar by the allowance's unit. */
export type Obligation = {
  readonly regime: string
  readonly duty: string
  /** 1 for the first run; a reopened case runs a duty again under the next round. */
  readonly round: number
  /** What `round` numbers, where it does not count rounds. */
  readonly of?: Thing | undefined
  readonly status: ObligationStatus
  readonly start: string
  readonly allowance: string
  readonly due: string
  readonly provisional: boolean
  readonly warnings: readonly Warning[]
  readonly breach: readonly string[]
  /** The grade to which the breach raises the case. */
  readonly breachRaises?: string | undefined
  readonly breachThen?: Pick<StepActs, 'assign' | 'bulletin'> | undefined
  readonly warned: number
  readonly settledAt?: string
  /** How often its time was extended, and who asks for more just now. */
  readonly extended: number
  readonly asked?: { readonly to: string; readonly by: string } | undefined
  /** Missed, and nobody owes it any more: the case ended, or what it was for. */
  readonly over?: boolean
  /** Nobody has to do it any more, by the word of whom it was promised to. */
  readonly excused?: boolean
  readonly remaining?: number
  /** Hash of the calendar by which it was counted, where the case counts by another one since. */
  readonly calendar?: string | undefined
  /** The due moments that notices of days off replaced, and by which. */
  readonly moves?: readonly { readonly from: string; readonly to: string; readonly notice: string }[]
}

export type Warning = {
  readonly step: string
  readonly at: string
  readonly tell: string[]
} & StepActs

/** What a step does beside telling: raises to a grade, assigns to a holder of a post, calls for a bulletin to posts. */
export type StepActs = {
  readonly raise?: string | undefined
  readonly assign?: string | undefined
  readonly bulletin?: string[] | undefined
}

/** What surrounds a complaint, as it was last recorded. */
export type Circumstances = {
  readonly lawsuit: (typeof lawsuits)[number]
  readonly media: (typeof mediaInterests)[number]
  readonly outsideHelp: boolean
  readonly ourFault: boolean
}

/** A piece of evidence. Of a thing it is known who answers for it, until when it is kept, and how it left the house. */
export type Evidence = {
  readonly number: number
  readonly kind: (typeof evidenceKinds)[number]
  readonly file?: { readonly id: string; readonly hash: string } | undefined
  /** The complainant brought it by the portal. */
  readonly offered?: true | undefined
  /** Who has the thing in custody; undefined for what is no thing. */
  readonly custodian?: string | undefined
  readonly keepUntil?: string | undefined
  readonly disposed?: (typeof disposals)[number] | undefined
  /** The number of the appraisal for which it is out of the house. */
  readonly away?: number | undefined
}

/** A line of the plan; those of old plans have neither owner nor day. */
export type PlanLine = {
  readonly line: number
  readonly kind: (typeof planKinds)[number]
  readonly owner?: string
  /** ISO instant. */
  readonly due?: string | undefined
  readonly state: (typeof planStates)[number]
}

export type Proposal = {
  readonly number: number
  readonly status: 'awaiting-approval' | 'approved' | 'returned' | 'executed'
  readonly by: string
  readonly total?: Money
  readonly lines: readonly { readonly kind: (typeof remedyKinds)[number]; readonly amount?: Money | undefined }[]
  readonly approvers: readonly string[]
}

/** The report of the investigation as it reads now: a revision takes what was signed and refused along with the version. */
export type Report = {
  readonly version: number
  /** The commitment to its text, by which signatures name it. */
  readonly mark: string
  readonly signatures: readonly { readonly role: ReportRole; readonly staff: string }[]
  /** Somebody would not sign it. */
  readonly refused: boolean
  /** It was written before the case was opened again. */
  readonly outdated: boolean
}

/** What a respondent was asked. `until` is a day of the office. */
export type StatementRequest = {
  readonly ordinal: number
  readonly staff: string
  readonly until: string
  readonly given: boolean
}

/** A unit, or a respondent of it, with its share of the liability in percent. */
export type Liable = { readonly line: number; readonly unit: string; readonly staff?: string; readonly share: number }

/** Facts of which each pack has its own: what one of them grades begins no duty of another. */
const ofEachPack = [
  'CaseClassified',
  'CaseGraded',
  'BulletinCalled',
  'PeopleCounted',
  'ExtensionAsked',
  'ExtensionGranted',
  'ExtensionRefused',
] as const
export type UnderPack = `${(typeof ofEachPack)[number]} ${string}`
export type MomentName = CaseEventType | UnderPack | NumberedName

/** Under which name a case keeps the moments of a fact for a pack: its own, where each pack has such facts of its own. */
export function momentName(type: CaseEventType, pack: string): MomentName {
  return isApart(type) ? `${type} ${pack}` : type
}

/** Whether each pack has its own of a fact. */
export function isOfEachPack(event: CaseEvent): event is CaseEvent & { regime: string } {
  return isApart(event.type)
}

const apart: ReadonlySet<CaseEventType> = new Set(ofEachPack)

function isApart(type: CaseEventType): type is (typeof ofEachPack)[number] {
  return apart.has(type)
}

/** What the fold knows of a case; clear values only, since what is sealed never reaches a rule. */
export type CaseState = {
  readonly version: number
  /** Counts what people did; facts of rule and time do not bump it, so nobody's form is invalidated by a clock. */
  readonly turns: number
  readonly exists: boolean
  readonly number: string
  readonly kind: 'complaint' | 'inquiry' | 'suggestion'
  readonly channel: string
  readonly unit: string
  readonly handler?: string
  readonly stage: Stage
  readonly status: Status
  readonly calendar: string
  readonly regimes: readonly PinnedRegime[]
  readonly submittedAt: string
  readonly complainant: { readonly id: string; readonly kind: (typeof complainantKinds)[number] }
  readonly parties: readonly string[]
  readonly groupSize: number
  readonly circumstances: Circumstances
  readonly missing: readonly string[]
  readonly amountAsked?: Money
  readonly valid?: boolean
  readonly outcome?: string
  readonly proposal?: Proposal
  readonly answered: boolean
  readonly solved?: boolean
  readonly response?: 'accepted' | 'rejected'
  readonly calledBack: boolean
  readonly surveyed: boolean
  readonly review?: 'asked' | 'granted' | 'refused'
  readonly awaiting: readonly string[]
  /** Calls that were about it, and whether their recording is known. */
  readonly calls: readonly { readonly id: string; readonly recorded: boolean }[]
  readonly links: readonly { readonly other: string; readonly kind: (typeof linkKinds)[number] }[]
  /** Of a merged case the one that leads. Of a merged, refused or withdrawn one the stage that it left unfinished. */
  readonly merged?: { readonly into: string }
  readonly left?: Stage
  readonly takenIn: readonly TakenIn[]
  /** The cases that were split off from it, and the one that it was split off from itself. */
  readonly parts: readonly string[]
  readonly partOf?: string
  readonly evidence: readonly Evidence[]
  readonly hold: boolean
  /** Members of staff whom the case complains of, and those who must not deal with it; none of them sees it. */
  readonly respondents: readonly string[]
  readonly recused: readonly string[]
  readonly statements: readonly StatementRequest[]
  /** Shares of the liability by line; together never more than 100. */
  readonly liability: readonly Liable[]
  /** Who concluded, approved or answered since it was last opened: none of them decides its review. */
  readonly deciders: readonly string[]
  readonly promises: readonly Promised[]
  readonly tasks: readonly Task[]
  readonly crisis?: Crisis
  /** What was done beyond the tiers in a crisis, and whether it was reported. */
  readonly crisisActs: readonly { readonly number: number; readonly by: string; readonly reported: boolean }[]
  /** Of the mediations by others the last one. */
  readonly mediation?: { readonly number: number; readonly open: boolean }
  readonly plan: readonly PlanLine[]
  /** The numbers of the facts in which somebody says what happened. */
  readonly sayings: readonly number[]
  readonly contradictions: readonly Contradiction[]
  readonly appraisals: readonly Appraisal[]
  readonly report?: Report
  readonly retainUntil?: string
  readonly recordedSteps?: readonly string[]
  /** First and last instant of each kind of fact: what starts and stops duties. */
  readonly moments: Readonly<Partial<Record<MomentName, { readonly first: string; readonly last: string }>>>
  readonly obligations: readonly Obligation[]
}

/** A case before its first fact. */
export const nothingYet: CaseState = {
  version: 0,
  turns: 0,
  exists: false,
  number: '',
  kind: 'complaint',
  channel: '',
  unit: '',
  stage: 'intake',
  status: 'open',
  calendar: '',
  regimes: [],
  submittedAt: '',
  complainant: { id: '', kind: 'individual' },
  parties: [],
  groupSize: 1,
  circumstances: { lawsuit: 'none', media: 'none', outsideHelp: false, ourFault: false },
  missing: [],
  answered: false,
  calledBack: false,
  surveyed: false,
  awaiting: [],
  calls: [],
  links: [],
  takenIn: [],
  parts: [],
  evidence: [],
  hold: false,
  respondents: [],
  recused: [],
  statements: [],
  liability: [],
  deciders: [],
  promises: [],
  tasks: [],
  crisisActs: [],
  plan: [],
  sayings: [],
  contradictions: [],
  appraisals: [],
  moments: {},
  obligations: [],
}
