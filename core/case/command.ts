import type { z } from 'zod'
import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { PackInForce } from '../policy/pack-in-force.ts'
import type { Refusal } from '../shared/refusal.ts'
import type { CaseEvent } from './events.ts'
import type { CaseState, Stage, Status } from './state.ts'

/** Who acts. `posts` are those the person holds over the unit of this case, by place in the tree. */
export type Actor =
  | {
      readonly kind: 'staff'
      readonly id: string
      readonly posts: readonly string[]
      /** Those of the posts that others have lent, and that the person does not hold there of its own. */
      readonly lent?: readonly Lent[]
      /** By whose delegation the person acts, here or elsewhere. */
      readonly deputyOf?: readonly string[]
    }
  /** A member of staff who is asked for a statement and sees nothing but the question. */
  | { readonly kind: 'respondent'; readonly id: string; readonly ordinal: number }
  /** A member of staff whom a task of the case concerns, and who sees nothing but that task. */
  | { readonly kind: 'concerned'; readonly id: string; readonly task: number }
  | { readonly kind: 'complainant'; readonly id: string; readonly party: string }
  | { readonly kind: 'system'; readonly id: string }

/** A post, and who lent it. */
export type Lent = { readonly post: string; readonly by: string }

/** What the shell knows of the organisation and a decision may need; declared by the command, recorded in its facts. */
export type Surroundings = {
  /** True where the unit exists and takes cases. */
  readonly isUnit: (id: string) => boolean
  /** The posts a person holds over a unit; empty where the person does not exist or was disabled. */
  readonly postsOver: (person: string, unit: string) => readonly string[]
}

/** What a case may need beside. */
export type CaseSurroundings = Surroundings & {
  /** True for a member of staff, disabled or not. */
  readonly isPerson: (id: string) => boolean
  /** Who holds a post over a unit, those nearest to it first, always in the same order. */
  readonly holdersOver: (post: string, unit: string) => readonly string[]
}

/** All that a decision may depend on: re-run with the same values years later it decides the same. */
export type Context = {
  readonly state: CaseState
  /** The pack of the leading regime. */
  readonly pack: PackInForce
  /** Every pack pinned by the case, the leading one first. */
  readonly packs: readonly PackInForce[]
  readonly calendar: OfficeCalendar
  readonly calendarHash: string
  /** The calendar of the case's office as it is announced now; handed in only where a case is to follow it. */
  readonly announced?: { readonly hash: string; readonly calendar: OfficeCalendar }
  readonly actor: Actor
  /** ISO instant, milliseconds. */
  readonly now: string
  readonly around: CaseSurroundings
  /** What the shell drew for a new case: its number and the random id from which its query code derives. */
  readonly allotted?: { readonly number: string; readonly receipt: string }
  /** The id that the shell drew for a case that is to be split off. */
  readonly part?: string
  /** The file that was uploaded for this command, as the vault holds it. */
  readonly uploaded?: Uploaded
  /** The actor confirmed this very command with the own password. */
  readonly signed?: true
}

/** A file in the vault: its id, its size in bytes, the hexadecimal SHA-256 of its bytes, its type by content, its name. */
export type Uploaded = {
  readonly id: string
  readonly size: number
  readonly hash: string
  readonly type: string
  readonly name: string
}

export type Decision = readonly CaseEvent[] | Refusal

export type Command<I extends z.ZodType = z.ZodType> = {
  readonly name: string
  readonly summary: string
  /** Stages in which it can be run, and the statuses the case may have. */
  readonly stages: readonly Stage[]
  readonly statuses: readonly Status[]
  /** The authority a member of staff needs; the pack says which post holds it. */
  readonly authority: string
  /** True where the complainant may run it on the own case from the portal. */
  readonly portal: boolean
  /** `creates` marks the command that opens the stream. */
  readonly creates: boolean
  /** True where whoever runs it signs: confirms it with the own password. */
  readonly signed: boolean
  readonly input: I
  /** Whom it admits beside the holders of its authority: who is asked in person, whatever the posts. */
  readonly admits?: (context: Context) => boolean
  /** The posts of which it takes one, where those that hold its authority are not the whole story. */
  posts?(context: Context, input: z.infer<I>): readonly string[]
  /** What it does to other cases by the same act: all of it happens, or nothing. @param caseId the case it runs on */
  beside?(input: z.infer<I>, context: Context, caseId: string): readonly Beside[]
  /** Why it cannot be run just now, whatever the input; hides it from "now possible". */
  readonly possible?: (context: Context) => Refusal | undefined
  readonly decide: (input: z.infer<I>, context: Context) => Decision
}

/** A command that is run on another case in the same transaction. Where it is `needed` and refused, nothing happens at all. */
export type Beside = {
  readonly caseId: string
  /** The same command where left out. */
  readonly command?: Command
  readonly input: unknown
  readonly needed: boolean
}

type Given<I extends z.ZodType> = Pick<Command<I>, 'name' | 'summary' | 'stages' | 'authority' | 'input' | 'decide'> &
  Partial<Pick<Command<I>, 'statuses' | 'portal' | 'creates' | 'signed' | 'admits' | 'posts' | 'beside' | 'possible'>>

/** Declares a command; what most commands have in common need not be said. */
export function command<I extends z.ZodType>(given: Given<I>): Command<I> {
  return { statuses: ['open'], portal: false, creates: false, signed: false, ...given }
}
