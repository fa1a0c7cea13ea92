import { DAY } from './day-number.ts'

// Facts hold instants as ISO texts, calendars count in milliseconds since 1970. Each duty of a case reads and writes the same
// few again and again, and a Date takes longer for it than all of the counting, so the latest answers are kept.

/** Milliseconds since 1970 as facts hold an instant. */
export function isoOf(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY)
  return dayText(day) + timeText(milliseconds - day * DAY)
}

/** An ISO instant of a fact in milliseconds since 1970. */
export function msOf(moment: string): number {
  const known = lately.get(moment)
  if (known !== undefined) return known
  if (lately.size >= 4096) lately.clear()
  const milliseconds = Date.parse(moment)
  lately.set(moment, milliseconds)
  return milliseconds
}

const lately = new Map<string, number>()

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
  return `${minutes[Math.floor(seconds / 60)]}${two[seconds % 60]}${fractions[rest % 1000]}`
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const minutes = Array.from({ length: 24 * 60 }, (_, number) => `${two[Math.floor(number / 60)]}:${two[number % 60]}:`)
const fractions = Array.from({ length: 1000 }, (_, number) => `.${String(number).padStart(3, '0')}Z`)
