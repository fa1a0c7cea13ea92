import { type Language, sentenceOf, wordsOf } from '../words.ts'
import type { KeptProblem } from './job-rows.ts'

/** A problem of a row in the words of a reader: the field by its name, the reason as a sentence. */
export function problemInWords(
  { row, field, value, code, params = {} }: KeptProblem,
  language: Language,
): { row: number; field: string | null; value: string; reason: string } {
  const named = field ? (wordsOf(language, 'cli')[`field.${field}`] ?? field) : null
  return { row, field: named, value, reason: sentenceOf({ code, params }, language) }
}
