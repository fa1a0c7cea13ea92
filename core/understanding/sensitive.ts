import { addressesIn } from './sensitive-addresses.ts'
import { type Sensitive, type SensitiveKind, sensitiveKinds } from './sensitive-kinds.ts'
import { namesIn } from './sensitive-names.ts'
import { numbersIn } from './sensitive-numbers.ts'

/**
 * What a free text gives away of persons: numbers of identity cards and bank cards by their check digits, telephones, mail
 * addresses, number plates, doors, names behind the words by which people name themselves. In order, none over another.
 * Linear in the length of the text, whatever it holds.
 */
export function sensitiveIn(text: string): Sensitive[] {
  const half = halfWidth(text)
  const found = [...numbersIn(half), ...mailsIn(half), ...platesIn(half), ...addressesIn(half), ...namesIn(half)]
  found.sort((a, b) => a.start - b.start || rank(a) - rank(b) || b.end - a.end)
  const kept: Sensitive[] = []
  for (const one of found) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one)
  return kept
}

function rank({ kind }: Sensitive): number {
  return sensitiveKinds.indexOf(kind)
}

/** A text with what `sensitiveIn` finds made unreadable; enough is left to tell one value from another. */
export function maskSensitive(text: string): string {
  const parts: string[] = []
  let from = 0
  for (const one of sensitiveIn(text)) {
    parts.push(text.slice(from, one.start), masked(one.kind, text.slice(one.start, one.end)))
    from = one.end
  }
  return from === 0 ? text : parts.join('') + text.slice(from)
}

/** The same with a text that stays as long as it was: places in it stay where they are. */
export function veilSensitive(text: string): string {
  const letters = text.split('')
  for (const { kind, start, end } of sensitiveIn(text)) {
    const [first, last] = kind === 'mobile' ? [3, 2] : [1, 0]
    letters.fill('*', start + first, end - last)
  }
  return letters.join('')
}

function masked(kind: SensitiveKind, value: string): string {
  if (kind === 'name') return `${value.slice(0, 1)}**`
  if (kind === 'mobile') return `${value.slice(0, 3)}****${value.slice(-2)}`
  if (kind === 'plate') return `${value.slice(0, 2)}***`
  if (kind === 'email') return `${value.slice(0, 1)}***`
  return '***'
}

/** The same text, unit by unit, with the letters, digits and signs of full width as those of half width. */
function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
}

const [local, domain] = [/[A-Za-z0-9._%+-]/, /[A-Za-z0-9.-]/]

/** Looked for around each `@`, and from one `@` to the next at most: no text makes it slow. */
function mailsIn(text: string): Sensitive[] {
  const found: Sensitive[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let [start, end] = [at, at + 1]
    while (start > 0 && at - start < 64 && local.test(text.charAt(start - 1))) start--
    while (end < text.length && end - at < 254 && domain.test(text.charAt(end))) end++
    while (text.charAt(end - 1) === '.' || text.charAt(end - 1) === '-') end--
    if (start < at && /\.[A-Za-z]{2,24}$/.test(text.slice(Math.max(at, end - 25), end)))
      found.push({ kind: 'email', start, end })
  }
  return found
}

const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·.•]?(?=[A-HJ-NP-Z]{0,5}\d)[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d学警挂港澳](?![A-Za-z\d])/g

/** Plates of the mainland; those of lorries, police, driving schools and electric cars among them. */
function platesIn(text: string): Sensitive[] {
  return Array.from(text.matchAll(plate), ({ 0: { length }, index }) => ({
    kind: 'plate' as const,
    start: index,
    end: index + length,
  }))
}
