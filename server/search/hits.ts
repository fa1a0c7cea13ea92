import type { SearchHit } from '../../api/search-hit.ts'
import type { Said, SearchField } from '../../core/search/fields.ts'
import { type Folded, fold, placesOf } from '../../core/search/fold.ts'
import { emailOf, phoneDigits, type Word } from '../../core/search/wanted.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import { veilSensitive } from '../../core/understanding/sensitive.ts'
import { maskEmail, maskPhone, maskText } from '../read/mask.ts'

/** A snippet shows so many letters before the first hit, and so many in all. */
const lead = 16
const length = 80
/** Which fields tell most of a case, the first one first; the title is shown anyway. */
const telling: readonly SearchField[] = [
  'content',
  'request',
  'statement',
  'answer',
  'product',
  'place',
  'respondent',
  'reference',
  'name',
  'address',
  'phone',
  'email',
]

type Place = [from: number, to: number]
type Field = Said & { readonly folded: Folded }

/** A case with all that is searched of it, as its sealed values say. */
type Held = { readonly id: string; readonly number: string; readonly said: readonly Said[] }

/**
 * Holds a case that the index gave against the words themselves.
 *
 * @returns where the words stand, with contact data masked; undefined where one of them is not there
 */
export function hitOf({ id, number, said }: Held, words: readonly Word[], letters: Letters): SearchHit | undefined {
  const numbered: Said = { field: 'number', text: number }
  const fields = [numbered, ...said].map((one) => ({ ...one, folded: fold(one.text, letters) }))
  if (!words.every((word) => fields.some((field) => has(field, word)))) return undefined
  const title = fields.find(({ field }) => field === 'title')
  return { id, title: title ? placesIn(title, words) : [], ...snippetOf(fields, words) }
}

function has({ field, text, folded }: Field, { phrase, digits, email }: Word): boolean {
  if (field === 'phone') return digits !== undefined && phoneDigits(text).endsWith(digits.slice(-14))
  if (field === 'email') return email !== undefined && emailOf(text) === email
  return placesOf(phrase, folded).length > 0
}

/** Where words stand in a text, in order; those that touch are one. */
function placesIn({ folded }: Field, words: readonly Word[]): Place[] {
  const all = words.flatMap(({ phrase }) =>
    placesOf(phrase, folded).map((from): Place => {
      const last = folded.at[from + phrase.length - 1] ?? 0
      return [folded.at[from] ?? 0, last + 1]
    }),
  )
  const merged: Place[] = []
  for (const [from, to] of all.sort((one, other) => one[0] - other[0])) {
    const before = merged.at(-1)
    if (before && from <= before[1]) before[1] = Math.max(before[1], to)
    else merged.push([from, to])
  }
  return merged
}

function snippetOf(fields: readonly Field[], words: readonly Word[]): Pick<SearchHit, 'snippet'> {
  const hit = telling
    .flatMap((name) => fields.filter(({ field }) => field === name))
    .find((field) => hitsAny(field, words))
  if (!hit) return { snippet: null }
  const masked = maskOf(hit)
  if (masked !== undefined) return { snippet: { field: hit.field, text: masked, places: [] } }
  const all = placesIn(hit, words)
  const from = Math.max(0, (all[0]?.[0] ?? 0) - lead)
  const to = Math.min(hit.text.length, from + length)
  const cut = veiled(hit.text, from, to).replace(/\s/g, ' ')
  const places = all
    .filter(([begin]) => begin < to)
    .map(([begin, end]): [number, number] => [begin - from, Math.min(end, to) - from])
  const [before, behind] = [from > 0 ? '…' : '', to < hit.text.length ? '…' : '']
  return {
    snippet: {
      field: hit.field,
      text: `${before}${cut}${behind}`,
      places: places.map(([begin, end]) => [begin + before.length, end + before.length]),
    },
  }
}

function hitsAny(field: Field, words: readonly Word[]): boolean {
  return words.some((word) => has(field, word))
}

/** Contact data as the case page shows it; undefined for what is shown as it stands. */
function maskOf({ field, text }: Said): string | undefined {
  if (field === 'phone') return maskPhone(text) ?? ''
  if (field === 'email') return maskEmail(text) ?? ''
  return field === 'address' ? (maskText(text) ?? '') : undefined
}

/** What is seen around a part is enough to know a name or a number that its edge cuts through. */
const around = 200

/** A part of a text without what it gives away of persons; places in it stay where they are. */
function veiled(text: string, from: number, to: number): string {
  const start = Math.max(0, from - around)
  return veilSensitive(hideNumbers(text.slice(start, to + around))).slice(from - start, to - start)
}

/** Numbers of phones, cards and identity documents that somebody wrote into a text; as long as they were. */
function hideNumbers(text: string): string {
  return text.replace(
    /\d{7,}[\dXx]?/g,
    (run) => `${run.slice(0, 3)}${'*'.repeat(Math.max(0, run.length - 5))}${run.slice(-2)}`,
  )
}
