import type { Letters } from '../understanding/normalise.ts'
import { fold } from './fold.ts'

/** One word that somebody looks for. A case has it in its text, or as the last digits of a phone, or as an e-mail address. */
export type Word = {
  readonly phrase: Uint16Array
  /** Four digits at least. */
  readonly digits?: string
  readonly email?: string
}

const most = 8
const wholePhone = /^\s*\+?[\d\s()-]{7,}\s*$/

/**
 * The words of a query, eight at most; a case has to have all of them. A phone number may be typed with blanks.
 *
 * @returns none where nothing was typed but signs
 */
export function wordsOf(typed: string, letters: Letters): Word[] {
  const parts = wholePhone.test(typed) ? [typed.replace(/\s/g, '')] : typed.split(/\s+/)
  return parts
    .slice(0, most)
    .map((part) => wordOf(part, letters))
    .filter(({ phrase }) => phrase.length > 0)
}

function wordOf(part: string, letters: Letters): Word {
  const phrase = fold(part, letters).units
  const digits = phoneDigits(String.fromCharCode(...phrase))
  const email = emailOf(part)
  return {
    phrase,
    ...(/^[\d+() -]+$/.test(part.normalize('NFKC')) && digits.length >= 4 && { digits }),
    ...(/.@./.test(email) && { email }),
  }
}

/** The digits of a phone without the prefix of the country. */
export function phoneDigits(phone: string): string {
  return phone
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(00)?86(?=1\d{10}$)/, '')
}

/** An e-mail address in the one form it is compared in. */
export function emailOf(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

/** By so many last digits a phone is found: 4 to 14. */
export function phoneEnds(phone: string): string[] {
  const digits = phoneDigits(phone)
  return Array.from({ length: Math.max(0, Math.min(digits.length, 14) - 3) }, (_, n) => digits.slice(-(n + 4)))
}
