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

const masks: Readonly<Record<string, (value: string) => string | null>> = {
  phone: maskPhone,
  email: maskEmail,
  address: maskText,
  identity: () => '***',
}

/** A fact's data with every contact field masked, however deep it stands. */
export function maskData(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map(maskData)
  if ('field' in data && 'value' in data) return { ...data, value: maskOne(String(data.field), data.value) }
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(data)) masked[key] = key in masks ? maskOne(key, value) : maskData(value)
  return masked
}

function maskOne(field: string, value: unknown): unknown {
  const mask = masks[field]
  return mask && typeof value === 'string' ? mask(value) : value
}
