import type { Letters } from '../understanding/normalise.ts'
import type { Said, SearchField } from './fields.ts'
import { fold } from './fold.ts'

/**
 * A letter or a pair of letters as one number below 2^32: a pair has its first letter in the upper half, a letter alone
 * nothing. Text is found by them.
 */
export type Gram = number

/** Where a letter stands in all that is searched of a case: below 2^20. */
export const places = 2 ** 20
/** The number and the title stand before this place, everything else behind. */
export const headEnds = 200
const titleBegins = 32

/** Letters are found by case, pairs by case and place. */
export type Grams = { letter(gram: Gram): void; pair(gram: Gram, place: number): void }

export function pairOf(first: number, second: number): Gram {
  return first * 65_536 + second
}

/**
 * Goes through all that is searched of a case: each field at places of its own, so that no pair reaches from one into the
 * next, in the order of the places. What goes beyond the last place is not found.
 */
export function eachGram(number: string, said: readonly Said[], letters: Letters, take: Grams): void {
  eachOf(fold(number, letters).units, 0, titleBegins - 1, take)
  const title = said.find(({ field }) => field === 'title')
  if (title) eachOf(fold(title.text, letters).units, titleBegins, headEnds - 1, take)
  let next = headEnds
  for (const { field, text } of said) {
    if (aside.includes(field)) continue
    const { units } = fold(text, letters)
    eachOf(units, next, places - 1, take)
    next += units.length + 1
  }
}

/** Stands in the head, or is found as a whole. */
const aside: readonly SearchField[] = ['title', 'phone', 'email']

function eachOf(units: Uint16Array, from: number, until: number, { letter, pair }: Grams): void {
  const length = Math.min(units.length, Math.max(0, until - from))
  for (let n = 0; n < length; n++) {
    letter(units[n] as number)
    if (n + 1 < length) pair(pairOf(units[n] as number, units[n + 1] as number), from + n)
  }
}

/** A phrase of so many letters is looked for by all of its pairs: of those the rarest are chosen. */
const shortPhrase = 8

/**
 * Pairs that cover a phrase, each with how far it stands behind the phrase's beginning: a text that has all of them at
 * these distances has the phrase. One letter is a gram by itself.
 */
export function coverOf(phrase: Uint16Array): { readonly gram: Gram; readonly behind: number }[] {
  if (phrase.length === 1) return [{ gram: phrase[0] as number, behind: 0 }]
  const last = phrase.length - 2
  const step = phrase.length <= shortPhrase ? 1 : 2
  const starts = Array.from({ length: Math.ceil(last / step) + 1 }, (_, n) => Math.min(step * n, last))
  return starts.map((behind) => ({
    gram: pairOf(phrase[behind] as number, phrase[behind + 1] as number),
    behind,
  }))
}

/** As many of some pairs as are needed to cover what all of them cover, the first of them first. */
export function coveredBy<Pair extends { readonly behind: number }>(pairs: readonly Pair[]): Pair[] {
  const covered = new Set<number>()
  return pairs.filter(({ behind }) => {
    const needed = !covered.has(behind) || !covered.has(behind + 1)
    covered.add(behind).add(behind + 1)
    return needed
  })
}
