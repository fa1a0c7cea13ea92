/** How the fields of the portal are read; the same in the browser, while typing, and on the server, where it counts. */

/** What was typed, with line ends of one kind and no space around it. */
export function tidy(typed: string): string {
  return typed.replace(/\r\n?/g, '\n').trim()
}

/** 5 to 20 digits, written with spaces, dashes, brackets, a plus in front or an extension. */
export function isPhone(typed: string): boolean {
  const text = typed.normalize('NFKC')
  const digits = text.replace(/\D/g, '').length
  return /^\+?[\d\s().\-–—/转ext#]+$/i.test(text) && digits >= 5 && digits <= 20
}

/** Something, an at sign, and a name with a dot in it; no spaces. */
export function isEmail(typed: string): boolean {
  return /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(typed.normalize('NFKC'))
}

/**
 * An amount in yuan as people write it: `1,280`, `128.50 元`, `￥12`.
 *
 * @returns minor units (fen); undefined for anything else and for 100,000,000,000 yuan or more
 */
export function parseYuan(typed: string): number | undefined {
  const text = typed.normalize('NFKC').replace(/[\s,¥]|元|rmb|cny/gi, '')
  const [, yuan, fen = ''] = /^(\d{1,11})(?:\.(\d{0,2}))?$/.exec(text) ?? []
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
}

/**
 * A case number as people type it: with or without dash, spaces and full-width digits.
 *
 * @returns `2026-000042`; undefined where it cannot be one
 */
export function parseNumber(typed: string): string | undefined {
  const [, year, count] = /^(\d{4})(\d{6,9})$/.exec(typed.normalize('NFKC').replace(/[\s\-–—]/g, '')) ?? []
  return year && count && `${year}-${count}`
}

/**
 * A day as a date field gives it or as it is written by hand where there is none: `2026-02-13`, `2026/2/13`, `2026年2月13日`.
 *
 * @returns ISO day; undefined where there is no such day
 */
export function parseDay(typed: string): string | undefined {
  const [, year, month, day] =
    /^((?:19|20)\d{2})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?$/.exec(typed.normalize('NFKC').trim()) ?? []
  if (!year || !month || !day) return undefined
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}

/** `9:5`, `21:30`; undefined where it is no time of day. */
export function parseTime(typed: string): string | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{1,2})$/.exec(typed.normalize('NFKC').trim()) ?? []
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
