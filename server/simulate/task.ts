import type { PlainCalendar } from '../../core/calendar/office-calendar.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'
import type { Recorded } from '../../core/simulate/acts.ts'
import type { Change } from './change.ts'
import type { CaseRange } from './read-histories.ts'

/** A pack as one thread hands it to another. */
export type PlainPack = { readonly hash: string; readonly content: Pack }

/** What is pinned where no database says it: by every case the same. */
export type Pinned = { readonly packs: readonly PlainPack[]; readonly calendar: PlainCalendar }

/** What a thread knows before its first job. */
export type Task = {
  readonly change: Omit<Change, 'packs'> & { readonly packs: readonly PlainPack[] }
  /** ISO instant up to which time runs. */
  readonly until: string
  readonly from: { readonly url: string } | Pinned
}

/** Some cases to be replayed: where they lie in the database, or what was done in them. */
export type Job = CaseRange | { readonly histories: readonly (readonly Recorded[])[] }

/** A change as threads hand it on. */
export function plainChange(change: Change): Task['change'] {
  return { ...change, packs: plainPacks(change.packs) }
}

export function plainPacks(packs: readonly PackInForce[]): PlainPack[] {
  return packs.map(({ hash, content }) => ({ hash, content }))
}
