import { denseOf, formsOf, type KnownPerson } from './known-persons.ts'
import { sensitiveIn } from './sensitive.ts'
import type { SensitiveKind } from './sensitive-kinds.ts'

/** The words that take the place of what nobody knew beforehand. */
export type Substitutes = Readonly<Record<SensitiveKind | 'number' | 'link' | 'masked', string>>

type Span = { readonly start: number; readonly end: number; readonly word: string }

/** Signs that are not seen: written into a number or a name they would hide it. */
const unseen = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\ufe00-\ufe0f]/g
/** Numbers so long name somebody or something: accounts, orders, cards whose check digit is wrong. */
const longNumber = /\d{9,}[Xx]?|\d{4}(?:[ \-—–]\d{3,4}){2,}(?:[ \-—–]\d{1,4})?/g
const link = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.)[^\s\p{Script=Han}。、》”]+/giu
/** What masking for readers without need leaves: `李**`, `138****00`. */
const leftOver = /\p{Script=Han}?[A-Za-z0-9]{0,4}\*{2,}\d{0,4}/gu

/**
 * A text as it may leave the house: whoever is known stands in it by a word for the role, in whatever spelling; what else
 * tells of persons (`sensitiveIn`), long numbers and links by a word for the kind. Letters of full width become those of
 * half width, signs that are not seen are gone. A name that nobody knew and that no word announces is not found.
 */
export function withoutPersons(text: string, known: readonly KnownPerson[], words: Substitutes): string {
  const plain = text.normalize('NFKC').replace(unseen, '')
  const dense = denseOf(plain)
  const spans = [
    ...known.flatMap((one) => formsOf(one, dense).flatMap((form) => spansOf(plain, form, one.as))),
    ...sensitiveIn(plain).map(({ kind, start, end }) => ({ start, end, word: words[kind] })),
    ...spansOf(plain, link, words.link),
    ...spansOf(plain, longNumber, words.number),
    ...spansOf(plain, leftOver, words.masked),
  ]
  return replaced(plain, together(spans))
}

function spansOf(text: string, form: RegExp, word: string): Span[] {
  return Array.from(text.matchAll(form), ({ 0: found, index }) => ({ start: index, end: index + found.length, word }))
}

/** Those that lie over each other as one: nothing of either may stay. */
function together(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const one of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (last && one.start < last.end) kept[kept.length - 1] = { ...last, end: Math.max(last.end, one.end) }
    else kept.push(one)
  }
  return kept
}

function replaced(text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end, word } of spans) {
    parts.push(text.slice(from, start), `[${word}]`)
    from = end
  }
  return parts.join('') + text.slice(from)
}
