import type { Sensitive, SensitiveKind } from './sensitive-kinds.ts'

/** Digits that stand together; `last` may be the X that ends some identity cards. */
type Group = { readonly digits: string; readonly start: number; readonly end: number }

/** Digits of the longest number that is looked for. */
const longest = 19
/** Groups that people write one number in: `6222 0212 3456 7890 123`. */
const mostGroups = 6

/**
 * Telephones, identity cards and bank cards, written in one piece or in groups with a blank, a dash or brackets between.
 * A number that fits none of them (an amount, an order, a service line) is left alone.
 */
export function numbersIn(text: string): Sensitive[] {
  const groups = groupsOf(text)
  const found: Sensitive[] = []
  for (let at = 0; at < groups.length; ) {
    const [kind, taken] = kindAt(text, groups, at)
    if (kind)
      found.push({ kind, start: startOf(text, groups[at] as Group, kind), end: (groups[at + taken - 1] as Group).end })
    at += taken
  }
  return found
}

/** The longest number that begins with a group, and how many groups it takes. */
function kindAt(text: string, groups: readonly Group[], at: number): [kind: SensitiveKind | undefined, taken: number] {
  let digits = ''
  const found: [SensitiveKind, number][] = []
  for (let taken = 1; taken <= mostGroups; taken++) {
    const group = groups[at + taken - 1]
    if (!group || (taken > 1 && !belongs(text, groups[at + taken - 2] as Group, group))) break
    digits += group.digits
    if (digits.length > longest) break
    const kind = kindOf(digits) ?? (taken === 1 && isCalled(text, group) ? 'landline' : undefined)
    if (kind) found.push([kind, taken])
  }
  return found.at(-1) ?? [undefined, 1]
}

function groupsOf(text: string): Group[] {
  return Array.from(text.matchAll(/\d+/g), ({ 0: digits, index }) => {
    const end = index + digits.length
    const withX = /^[Xx](?![A-Za-z\d])/.test(text.slice(end, end + 2))
    return withX ? { digits: `${digits}X`, start: index, end: end + 1 } : { digits, start: index, end }
  })
}

function belongs(text: string, { end }: Group, { start }: Group): boolean {
  return start - end <= 2 && /^[ \-—)]{1,2}$/.test(text.slice(end, start))
}

/** A country's code or a bracket before the number is part of it. */
function startOf(text: string, { start }: Group, kind: SensitiveKind): number {
  const before =
    kind === 'mobile' || kind === 'landline' ? /(\+|\()$/.exec(text.slice(Math.max(0, start - 1), start)) : null
  return before ? start - 1 : start
}

/** Seven or eight digits are a telephone where the text calls them one. */
function isCalled(text: string, { digits, start }: Group): boolean {
  return (
    /^[2-8]\d{6,7}$/.test(digits) &&
    /(电话|座机|致电|拨打|tel)[^\d]{0,6}$/i.test(text.slice(Math.max(0, start - 10), start))
  )
}

function kindOf(digits: string): SensitiveKind | undefined {
  if (/^(0{0,2}86)?1[3-9]\d{9}$/.test(digits)) return 'mobile'
  if (isIdentity(digits)) return 'identity'
  if (/^0(10|2\d)\d{8}$|^0[3-9]\d{2}\d{7,8}$/.test(digits)) return 'landline'
  if (/^[3-6]\d{14,18}$/.test(digits) && passesLuhn(digits)) return 'bank-card'
  return undefined
}

/** Identity cards of 18 signs with their check digit (GB 11643), and the old ones of 15 digits by their date of birth. */
function isIdentity(digits: string): boolean {
  if (/^[1-8]\d{14}$/.test(digits)) return isDate(`19${digits.slice(6, 12)}`)
  return /^[1-8]\d{16}[\dX]$/.test(digits) && isDate(digits.slice(6, 14)) && checkSign(digits) === digits.at(-1)
}

function isDate(written: string): boolean {
  const [year, month, day] = [Number(written.slice(0, 4)), Number(written.slice(4, 6)), Number(written.slice(6))]
  return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

const factors = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The last sign of an identity card by the seventeen before it (ISO 7064, MOD 11-2). */
export function checkSign(digits: string): string {
  const sum = factors.reduce((total, factor, at) => total + factor * Number(digits.charAt(at)), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** Whether the last digit of a bank card fits the others (ISO/IEC 7812). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const doubled = Number(digits.charAt(digits.length - 1 - at)) * (1 + (at % 2))
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
