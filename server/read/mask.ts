import { maskSensitive } from '../../core/understanding/sensitive.ts'

/**
 * Contact data as shown until it is revealed with a reason: enough to recognise, too little to use.
 */

/** 13812348000 → 138****8000; short numbers keep two digits at each end. */
export function maskPhone(phone: string | null | undefined): string | null {
  if (!phone) return null
  const keep = phone.length >= 9 ? [3, 4] : [2, 2]
  return `${phone.slice(0, keep[0])}****${phone.slice(-(keep[1] ?? 2))}`
}

/** someone@example.com → s***@example.com */
export function maskEmail(email: string | null | undefined): string | null {
  if (!email) return null
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${email.slice(0, 1)}***${email.slice(at)}`
}

/** Keeps the first six characters: a town, not a door. */
export function maskText(text: string | null | undefined): string | null {
  if (!text) return null
  return text.length <= 6 ? '***' : `${text.slice(0, 6)}***`
}

export type Masks = Readonly<Record<string, (value: string) => string | null>>

/** A number of an identity document is the most guarded of all; it is revealed one at a time and printed never. */
export const identityMasked: Masks = { identity: () => '***' }
export const contactsMasked: Masks = { phone: maskPhone, email: maskEmail, address: maskText, ...identityMasked }

/** Fields in which people write freely; what tells of persons in them is masked, and the rest of the text stands. */
const freeTexts =
  'title content request product place respondent reference text reason what question condition value unheard summary subject source recipient point payment judgement effect conclusion cause legality measure criteria openTasks executedBy collectedBy appraiser person questions'

/** For readers who have nothing to do for a case; contacts are masked by themselves. */
export const textsMasked: Masks = Object.fromEntries(freeTexts.split(' ').map((field) => [field, maskSensitive]))

/** A fact's data with every field of the masks masked, however deep it stands. */
export function maskData(data: unknown, masks = contactsMasked): unknown {
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map((one) => maskData(one, masks))
  if ('field' in data && 'value' in data) return { ...data, value: maskOne(String(data.field), data.value, masks) }
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(data))
    masked[key] = key in masks ? maskOne(key, value, masks) : maskData(value, masks)
  return masked
}

function maskOne(field: string, value: unknown, masks: Masks): unknown {
  const mask = masks[field]
  if (mask && typeof value === 'string') return mask(value)
  if (Array.isArray(value)) return value.map((one) => maskOne(field, one, masks))
  return maskData(value, masks)
}
