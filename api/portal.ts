/**
 * What the pages of the public portal show. The server fills these shapes and the pages lay them out; nothing of a case
 * that has no place here can reach a complainant's screen.
 */

export type PortalLanguage = 'zh-CN' | 'en'

/** The channel of everything that comes in through the portal; packs name it `web`. */
export const portalChannel = 'web'

/** What stands around every page. */
export type PortalFrame = {
  readonly language: PortalLanguage
  /** null before the organisation is founded, and while the database cannot be reached. */
  readonly organisation: string | null
  /** The path to which the language switch leads. */
  readonly here: string
  readonly script: string
  readonly styles: readonly string[]
}

/** What somebody typed, by field name, as it was typed. */
export type Typed = Readonly<Record<string, string>>

export type FieldProblem = {
  readonly field: string
  readonly code:
    | 'required'
    | 'too-long'
    | 'characters'
    | 'phone'
    | 'email'
    | 'amount'
    | 'day'
    | 'future'
    | 'choose'
    | 'confirm'
    | 'score'
  /** The greatest length in characters, where that is the problem. */
  readonly limit?: number
}

export type PortalNotice =
  | 'too-quick'
  | 'robot'
  | 'too-many-filings'
  | 'sent-already'
  | 'out-of-date'
  | 'wrong-code'
  | 'too-many-tries'
  | 'session-over'
  | 'changed-meanwhile'
  | 'check-again'

/** A form as it is shown: with what was typed and what is wrong with it, in the order of the fields. */
export type PortalForm = {
  readonly typed: Typed
  readonly problems: readonly FieldProblem[]
  readonly notice?: PortalNotice
  /** A rule's "no", already a sentence in the reader's language. */
  readonly refusal?: string
}

/** A duty towards the complainant: its words, its due moment (ISO, UTC) and how it stands. */
export type Deadline = {
  readonly duty: string
  readonly due: string
  readonly state: 'running' | 'paused' | 'late' | 'met' | 'met-late'
  readonly settledAt: string | null
  /** The due moment may still move: the days off of that year are not announced. */
  readonly provisional: boolean
  /** The due moments that notices of days off replaced, the first one first, and by which. */
  readonly moves: readonly { readonly from: string; readonly to: string; readonly notice: string }[]
}

export const toldKinds = [
  'received',
  'accepted',
  'refused',
  'supplemented',
  'stated',
  'stated-for-you',
  'acknowledged',
  'forwarded',
  'merged',
  'unmerged',
  'split',
  'split-off',
  'withdrawn',
  'asked',
  'asked-received',
  'informed',
  'promised',
  'promise-kept',
  'promise-released',
  'answered-solved',
  'answered-unsolved',
  'response-accepted',
  'response-rejected',
  'rated',
  'review-asked',
  'appeal-asked',
  'review-granted',
  'review-refused',
  'closed',
  'reopened',
  'file-offered',
] as const

export const toldParts = [
  'text',
  'cause',
  'reason',
  'condition',
  'what',
  'until',
  'scores',
  'name',
  'phone',
  'email',
  'address',
  'happenedat',
  'place',
  'product',
  'respondent',
  'request',
  'post',
  'file',
] as const

/** One thing that happened, as the complainant may know it. A text that was erased is null. */
export type ToldEvent = {
  /** The place of the fact in the case's trail. */
  readonly version: number
  readonly at: string
  readonly kind: (typeof toldKinds)[number]
  readonly unit?: string
  readonly channel?: string
  readonly until?: string
  readonly parts: readonly { readonly label: (typeof toldParts)[number]; readonly text: string | null }[]
}

export const ownFields = [
  'title',
  'content',
  'request',
  'amount',
  'happenedOn',
  'place',
  'product',
  'respondent',
  'complainantKind',
  'name',
  'phone',
  'email',
  'address',
] as const

/** The commands that the portal offers, in the order in which they are shown. */
export const portalCommands = [
  'supplement',
  'record-answer',
  'survey',
  'add-statement',
  'ask-review',
  'withdraw',
] as const
export type PortalCommand = (typeof portalCommands)[number]

export type CommandForm = PortalForm & { readonly command: PortalCommand; readonly requestKey: string }

export type CaseSteps = 'received' | 'accepted' | 'looking-into' | 'answered' | 'ended'

/** A file that the complainant added, and how it stands. A name that was erased is null. */
export type PortalFile = {
  readonly name: string | null
  /** Bytes. */
  readonly size: number
  readonly at: string
  readonly state: 'received' | 'checking' | 'checked' | 'infected'
}
/** A file that was not taken, and why, already a sentence in the reader's language. */
export type FileSaid = { readonly name: string; readonly why: string }

export type PortalCaseView = {
  readonly number: string
  readonly zone: string
  readonly unit: string
  readonly receivedAt: string
  /** The step that is reached; see `CaseSteps`. */
  readonly step: CaseSteps
  /** The step that was reached before a complaint was refused or withdrawn. */
  readonly left?: CaseSteps
  /** Which sentence says where it stands. */
  readonly standing:
    | 'intake'
    | 'triage'
    | 'investigation'
    | 'resolution'
    | 'answer-due'
    | 'answered'
    | 'accepted-by-you'
    | 'rejected-by-you'
    | 'review'
    | 'refused'
    | 'merged'
    | 'merged-answered'
    | 'withdrawn'
    | 'closed'
  readonly deadlines: readonly Deadline[]
  readonly told: readonly ToldEvent[]
  readonly own: readonly { readonly field: (typeof ownFields)[number]; readonly text: string | null }[]
  /** What the office asked the complainant for and has not yet received. */
  readonly asked: { readonly what: string | null; readonly until: string | null } | null
  readonly missing: readonly string[]
  readonly files: readonly PortalFile[]
  /** Whether further files can be added now. */
  readonly mayOffer: boolean
  readonly response: 'accepted' | 'rejected' | null
  readonly dimensions: readonly { readonly id: string; readonly name: string }[]
  /** Until when a review can be asked for; null before the answer. */
  readonly reviewUntil: string | null
  readonly rights: readonly string[]
  /** The commands possible now. */
  readonly possible: readonly PortalCommand[]
  readonly turns: number
}

export type PortalPage =
  | {
      readonly page: 'home'
      readonly promises: readonly { readonly duty: string; readonly within: string }[]
      readonly rights: readonly string[]
      readonly signedIn: boolean
    }
  | {
      readonly page: 'file'
      readonly form: PortalForm
      readonly units: readonly { readonly id: string; readonly name: string; readonly depth: number }[]
      readonly today: string
      readonly requestKey: string
      readonly opened: string
      /** Files came along and have to be chosen once more: a browser keeps none. */
      readonly filesLost: boolean
    }
  | {
      readonly page: 'receipt'
      readonly number: string
      readonly code: string
      readonly receivedAt: string
      readonly zone: string
      readonly deadlines: readonly Deadline[]
      readonly missing: readonly string[]
      readonly files: readonly PortalFile[]
      /** How many that came with the form were not taken. */
      readonly unfiled: number
      readonly rights: readonly string[]
    }
  | { readonly page: 'verify'; readonly publicKey: string }
  | { readonly page: 'follow'; readonly form: PortalForm; readonly pending: PendingForm | null }
  | {
      readonly page: 'case'
      readonly view: PortalCaseView
      readonly forms: readonly CommandForm[]
      readonly done: PortalCommand | 'files' | null
      /** Files of a plain form that were just sent and not taken; and how many of them were. */
      readonly refused: readonly FileSaid[]
      readonly taken: number
    }
  | {
      readonly page: 'sorry'
      readonly why: 'closed' | 'unavailable' | 'fault' | 'too-large'
      readonly again: { readonly action: string; readonly typed: Typed } | null
    }

/** What was typed into a form of the case page when the session was over; carried through the door. */
export type PendingForm = { readonly command: PortalCommand; readonly typed: Typed }

/** What the server calls to get a page; the whole document as HTML. */
export type RenderPortal = (page: PortalPage, frame: PortalFrame) => string
