import type { Cell } from './fields.ts'

/** Which moment of a day is meant where a value names a day only. */
export type DayEdge = 'start' | 'end'

export type MomentReading = {
  /** The office's time zone, for values that name none. */
  readonly zone: string
  /** How dates are written, e.g. `dd/MM/yyyy HH:mm`; undefined: as in the house's list. */
  readonly format?: string | undefined
  readonly edge: DayEdge
}

type Parts = Partial<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half', string>>

const usual =
  /^(?<year>\d{4})\s*[-/.年]\s*(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})日?(?:[ T]*(?<half>上午|下午|凌晨|中午|晚上)?\s*(?<hour>\d{1,2})[:：时点](?<minute>\d{1,2})(?:[:：分](?<second>\d{1,2})秒?(?:\.\d+)?|分)?\s*(?<half2>[AP]M)?)?$/i
const compact = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2}))?$/
const withOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i

/** Serial days of a spreadsheet between 1950 and 2100. */
const serials = { least: 18_264, most: 73_050 }

/**
 * Reads a moment as files write it: `2019-04-25 09:32:09`, `2019/4/25 9:32`, `2019年4月25日`, ISO with an offset, a
 * spreadsheet's date or serial number, seconds or milliseconds since 1970. Where only a day is named its edge counts.
 *
 * @returns ISO in UTC with milliseconds; undefined where the value is no moment or could be read in two ways (`3/4/2019`)
 */
export function readMoment(value: Cell, reading: MomentReading): string | undefined {
  try {
    const instant = instantOf(value, reading)
    return instant?.toString({ fractionalSecondDigits: 3 })
  } catch {
    return undefined
  }
}

function instantOf(value: Cell, reading: MomentReading): Temporal.Instant | undefined {
  if (value instanceof Date) return wallTime(value.getTime(), reading)
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  const parts = (reading.format === undefined ? partsOf(text) : patternOf(reading.format).exec(text))?.groups
  if (parts) return fromParts(parts, reading)
  if (withOffset.test(text)) return Temporal.Instant.from(text.replace(' ', 'T'))
  return /^\d+(\.\d+)?$/.test(text) ? fromNumber(Number(text), reading) : undefined
}

function partsOf(text: string) {
  return compact.exec(text) ?? usual.exec(text)
}

/** A spreadsheet knows wall time only; its fractions of a day are off by up to half a second. */
function wallTime(utc: number, reading: MomentReading): Temporal.Instant {
  const wall = Temporal.Instant.fromEpochMilliseconds(Math.round(utc / 1000) * 1000)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
  const isDayOnly = utc % 86_400_000 === 0
  return isDayOnly ? edgeOf(wall.toPlainDate(), reading) : inZone(wall, reading)
}

function fromNumber(value: number, reading: MomentReading): Temporal.Instant | undefined {
  if (value >= serials.least && value <= serials.most) return wallTime((value - 25_569) * 86_400_000, reading)
  if (value >= 1e11 && value < 1e13) return Temporal.Instant.fromEpochMilliseconds(Math.round(value))
  if (value >= 1e8 && value < 1e11) return Temporal.Instant.fromEpochMilliseconds(Math.round(value * 1000))
  return undefined
}

function fromParts(parts: Parts & { half2?: string }, reading: MomentReading): Temporal.Instant {
  const { year, month, day, hour, minute, second } = parts
  const date = Temporal.PlainDate.from(
    { year: Number(year), month: Number(month), day: Number(day) },
    { overflow: 'reject' },
  )
  if (hour === undefined) return edgeOf(date, reading)
  const clock = {
    hour: wholeHour(Number(hour), parts.half ?? parts.half2),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  }
  return inZone(date.toPlainDateTime(Temporal.PlainTime.from(clock, { overflow: 'reject' })), reading)
}

function wholeHour(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour
  const afternoon = /下午|晚上|PM/i.test(half) || (half === '中午' && hour < 3)
  return afternoon ? (hour % 12) + 12 : half === '中午' ? hour : hour % 12
}

function edgeOf(date: Temporal.PlainDate, reading: MomentReading): Temporal.Instant {
  const start = inZone(date.toPlainDateTime(), reading)
  if (reading.edge === 'start') return start
  return inZone(date.add({ days: 1 }).toPlainDateTime(), reading).subtract({ seconds: 1 })
}

function inZone(wall: Temporal.PlainDateTime, { zone }: MomentReading): Temporal.Instant {
  return wall.toZonedDateTime(zone).toInstant()
}

const tokens: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{1,2})',
}

/**
 * The pattern of a written format of `yyyy MM M dd d HH H mm ss` and whatever stands between them.
 *
 * @throws SyntaxError where a part stands twice
 */
export function patternOf(format: string): RegExp {
  const parts = format.match(/yyyy|MM|M|dd|d|HH|H|mm|ss|[^yMdHms]+|./g) ?? []
  return new RegExp(`^${parts.map((part) => tokens[part] ?? RegExp.escape(part)).join('')}$`)
}
