import { fractionTexts, minuteTexts, secondTexts } from './clock-text.ts'
import { DAY } from './day-number.ts'

// Facts hold instants as ISO texts, calendars count in milliseconds since 1970. Each duty of a case goes from one to the
// other again and again, and a Date takes longer for it than all of the counting, so the days are kept and the rest is added.

/** Milliseconds since 1970 as facts hold an instant. */
export function isoOf(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY)
  return dayText(day) + timeText(milliseconds - day * DAY)
}

/** An ISO instant of a fact in milliseconds since 1970. */
export function msOf(moment: string): number {
  if (!isAsWritten(moment)) return Date.parse(moment)
  return dayBegin(moment) + hourBegin(moment) + pair(moment, 20) * 10 + moment.charCodeAt(22) - ZERO
}

/**
 * Whether it is in the form of `isoOf`: 2026-01-05T02:00:00.000Z. Facts take no other than UTC instants with a point and
 * digits of a second, and among those only this form has 24 characters with the point at 19.
 */
function isAsWritten(moment: string): boolean {
  return moment.length === 24 && moment[19] === '.'
}

function dayBegin(moment: string): number {
  const key = (pair(moment, 0) * 100 + pair(moment, 2)) * 10_000 + pair(moment, 5) * 100 + pair(moment, 8)
  const known = begins.get(key)
  if (known !== undefined) return known
  if (begins.size >= 4096) begins.clear()
  const begin = Date.parse(moment.slice(0, 10))
  begins.set(key, begin)
  return begin
}

function hourBegin(moment: string): number {
  return pair(moment, 11) * 3_600_000 + pair(moment, 14) * 60_000 + pair(moment, 17) * 1000
}

/** Two digits as a number. */
function pair(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
}

const ZERO = '0'.charCodeAt(0)

/** Days by their dates written as one number. */
const begins = new Map<number, number>()

const days = new Map<number, string>()

/** Cases of one time fall due on the same few hundred days. */
function dayText(day: number): string {
  const known = days.get(day)
  if (known !== undefined) return known
  if (days.size >= 4096) days.clear()
  const text = new Date(day * DAY).toISOString().slice(0, 11)
  days.set(day, text)
  return text
}

function timeText(rest: number): string {
  const seconds = Math.floor(rest / 1000)
  return `${minuteTexts[Math.floor(seconds / 60)]}${secondTexts[seconds % 60]}${fractions[rest % 1000]}`
}

const fractions = fractionTexts.map((text) => `${text}Z`)
