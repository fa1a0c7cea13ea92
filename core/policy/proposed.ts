import type { CaseState } from '../case/state.ts'
import type { Words } from '../shared/words.ts'
import { type Letters, lettersOf, normalise } from '../understanding/normalise.ts'
import { conditionOf } from './condition.ts'
import { isUnchecked, type PackInForce } from './pack-in-force.ts'
import type { ProposalRule } from './proposal-shape.ts'

/** A value that a rule of a pack proposes, by the words that were found; none where a condition alone brought it about. */
export type Ruled<T = string> = { readonly value: T; readonly rule: string; readonly words: readonly string[] }

/** What the rules of a pack propose for a complaint. */
export type RuledProposals = {
  readonly axes: Readonly<Record<string, Ruled>>
  readonly grade?: Ruled
  readonly unit?: Ruled<Words>
}

/** Finds which of some words stand in what the complainant says. */
export type Heard = (words: readonly string[]) => readonly string[]

/**
 * Listens to a text: half width as full, capitals as small letters, traditional characters as the table has them.
 *
 * @param letters of the house where there is one; plain ones otherwise
 */
export function hearing(text: string, letters: Letters = plain()): Heard {
  const said = normalise(text, letters)
  return (words) => words.filter((word) => standsIn(said, normalise(word, letters)))
}

const latin = /[a-z0-9]/

/** Whether a text has a word; one in Latin letters has to begin there, else `sue` would stand in every issue. */
function standsIn(said: string, word: string): boolean {
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1))
    if (!latin.test(word[0] ?? '') || !latin.test(said[at - 1] ?? '')) return true
  return false
}

let plainLetters: Letters | undefined
function plain(): Letters {
  plainLetters ??= lettersOf()
  return plainLetters
}

/**
 * What a pack's own rules propose. A rule sees the classes that rules before it propose as if they were set, so that a
 * pack can say what follows from a class; what a person has set counts before that. What was never checked against its
 * document proposes nothing.
 *
 * @param state the case as it stands; of one that is only being told, what is known of it
 */
export function ruledProposals(pack: PackInForce, state: CaseState, heard: Heard): RuledProposals {
  let found: RuledProposals = { axes: {} }
  for (const rule of pack.content.proposals?.order ?? []) {
    if (isUnchecked(rule.source)) continue
    const words = wordsFound(rule, heard)
    if (!words || !holds(rule, withClasses(state, pack, found), pack)) continue
    found = joined(found, rule, words)
  }
  const grade = found.grade ?? gradeThatFollows(pack, withClasses(state, pack, found))
  return grade ? { ...found, grade } : found
}

/** The words by which a rule holds; undefined where it does not. */
function wordsFound({ says, unless }: ProposalRule, heard: Heard): readonly string[] | undefined {
  if (unless && heard(unless).length > 0) return undefined
  const words = says ? heard(says) : []
  return says && words.length === 0 ? undefined : words
}

function holds({ when }: ProposalRule, state: CaseState, pack: PackInForce): boolean {
  return when === undefined || conditionOf(when)(state, pack.id)
}

function joined(found: RuledProposals, { id, axes = {}, grade, unit }: ProposalRule, words: readonly string[]) {
  const ruled = <T>(value: T): Ruled<T> => ({ value, rule: `proposals.${id}`, words })
  const classes = Object.fromEntries(Object.entries(axes).map(([axis, value]) => [axis, ruled(value)]))
  return {
    ...(grade !== undefined && { grade: ruled(grade) }),
    ...(unit && { unit: ruled(unit) }),
    ...found,
    axes: { ...classes, ...found.axes },
  }
}

/** The grade that the pack would give once the proposed classes are set, where that is graver than the present one. */
function gradeThatFollows({ id, content }: PackInForce, state: CaseState): Ruled | undefined {
  const now = state.regimes.find((one) => one.pack === id)?.grade
  const { order } = content.grades
  const place = order.findIndex(({ when }) => when === undefined || conditionOf(when)(state, id))
  const present = order.findIndex((one) => one.id === now)
  const value = order[place]?.id
  if (value === undefined || (present >= 0 && place >= present)) return undefined
  return { value, rule: `grades.${value}`, words: [] }
}

function withClasses(state: CaseState, { id }: PackInForce, { axes }: RuledProposals): CaseState {
  const proposed = Object.fromEntries(Object.entries(axes).map(([axis, { value }]) => [axis, value]))
  const regimes = state.regimes.map((one) => (one.pack === id ? { ...one, axes: { ...proposed, ...one.axes } } : one))
  return { ...state, regimes }
}
