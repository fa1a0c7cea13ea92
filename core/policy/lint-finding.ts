import type { Words } from '../shared/words.ts'
import type { CrossRule, LintRule } from './pack-shape.ts'
import type { Source } from './shape-parts.ts'

/**
 * Rules of which a pack can be read, and which yet do not go together. `others` are the duties, grades, channels or people
 * meant beside `at`.
 */
export type LintFinding = {
  readonly rule: LintRule
  readonly at: string
  readonly others: readonly string[]
}

/**
 * A clause of a pack: its duty, grade or report and what it is called, what that says in short, and where it comes from. A
 * grade that takes all that is left says nothing.
 */
export type Side = {
  readonly pack: string
  readonly at: string
  readonly called: Words
  readonly says: Words
  readonly source: Source
}

/** Two clauses, mostly of two packs, by which nobody can go at once. */
export type CrossFinding = { readonly rule: CrossRule; readonly sides: readonly [Side, Side] }
