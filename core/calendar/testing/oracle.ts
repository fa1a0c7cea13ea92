import type { OfficeHours, YearFile } from '../calendar-shape.ts'

/**
 * A second, slow and simple calendar that the real one is held against: it looks at every minute of working time and
 * at every day of a period, keeps no tables and shares no code.
 */
export type Oracle = {
  /** Due moment (epoch ms) by the Civil Code's rule. */
  readonly due: (start: number, amount: number, unit: string) => number
  /** Working ms between two instants (epoch ms), a <= b, both on whole minutes. */
  readonly worked: (a: number, b: number) => number
  readonly isWorkingDay: (date: string) => boolean
}

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const CLOCK = Array.from({ length: 1440 }, (_, minute) => new Date(minute * MINUTE).toISOString().slice(11, 16))
const NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
type Pair = readonly [string, string]

/** The oracle of an office. */
export function oracleOf(office: OfficeHours, files: readonly YearFile[]): Oracle {
  const holidays = office.holidays === 'worked' ? [] : files.flatMap((file) => file.holidays)
  const off = new Set(holidays.flatMap((one) => one.off))
  const makeUp = new Set(holidays.flatMap((one) => one.make_up))

  const hoursOn = (date: string): readonly Pair[] => {
    if (off.has(date)) return []
    if (makeUp.has(date)) return office.week[office.makeUpLike] ?? []
    return office.week[NAMES[new Date(`${date}T12:00Z`).getUTCDay()] ?? 'sunday'] ?? []
  }
  const isWorkingDay = (date: string) => hoursOn(date).length > 0

  const flags = new Map<number, Uint8Array>()
  const minutesOpen = (day: number): Uint8Array => {
    const known = flags.get(day)
    if (known) return known
    const [today, lastNight] = [hoursOn(dateOf(day)), hoursOn(dateOf(day - 1))]
    const isOpenAt = (time: string) =>
      today.some(([a, b]) => a <= time && (time < b || b <= a)) || lastNight.some(([a, b]) => b <= a && time < b)
    const open = Uint8Array.from(CLOCK, (time) => (isOpenAt(time) ? 1 : 0))
    flags.set(day, open)
    return open
  }

  const zone = wallOf(office.zone)
  const isOpen = (instant: number): boolean => {
    const minutes = Math.floor(zone.local(instant) / MINUTE)
    return minutesOpen(Math.floor(minutes / 1440))[minutes % 1440] === 1
  }
  const afterWorking = (start: number, needed: number): number => {
    let [at, left] = [start, needed]
    while (left > 0) {
      const step = MINUTE - (at % MINUTE)
      if (isOpen(at)) {
        if (left <= step) return at + left
        left -= step
      }
      at += step
    }
    return at
  }
  const worked = (a: number, b: number): number => {
    let sum = 0
    for (let at = a; at < b; at += MINUTE) if (isOpen(at)) sum += MINUTE
    return sum
  }
  const endOf = (date: string): number => {
    const close = hoursOn(date).at(-1)
    if (!close || close[1] === '24:00') return zone.instant(plus(date, 1), '00:00')
    return zone.instant(close[1] <= close[0] ? plus(date, 1) : date, close[1])
  }
  const orNextWorkingDay = (date: string): string => (isWorkingDay(date) ? date : orNextWorkingDay(plus(date, 1)))

  const due = (start: number, amount: number, unit: string): number => {
    if (amount === 0) return start
    let date = dateOf(Math.floor(zone.local(start) / DAY))
    if (unit === 'calendar-hours') return start + amount * 60 * MINUTE
    if (unit === 'calendar-minutes') return start + amount * MINUTE
    if (unit === 'working-hours') return afterWorking(start, amount * 60 * MINUTE)
    if (unit === 'working-minutes') return afterWorking(start, amount * MINUTE)
    if (unit === 'months')
      return endOf(orNextWorkingDay(Temporal.PlainDate.from(date).add({ months: amount }).toString()))
    if (unit === 'same-day') return start <= endOf(date) ? endOf(date) : zone.instant(plus(date, 1), '00:00')
    if (unit === 'calendar-days') return endOf(orNextWorkingDay(plus(date, amount)))
    for (let counted = 0; counted < amount; ) {
      date = plus(date, 1)
      if (isWorkingDay(date)) counted += 1
    }
    return endOf(date)
  }
  return { due, worked, isWorkingDay }
}

/** The date n days later. */
export function plus(date: string, days: number): string {
  const day = new Date(`${date}T00:00Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/**
 * Local time as if it were UTC, and back. Shanghai has been eight hours ahead of UTC without a break since 1991; other
 * zones are asked for every quarter of an hour.
 */
function wallOf(zone: string) {
  const offsets = new Map<number, number>()
  const offsetAt = (instant: number): number => {
    const quarter = Math.floor(instant / (15 * MINUTE))
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const moment = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
    offsets.set(quarter, moment.offsetNanoseconds / 1_000_000)
    return moment.offsetNanoseconds / 1_000_000
  }
  if (zone === 'Asia/Shanghai')
    return {
      local: (instant: number) => instant + 8 * 60 * MINUTE,
      instant: (date: string, time: string) => Date.parse(`${date}T${time}+08:00`),
    }
  return {
    local: (instant: number) => instant + offsetAt(instant),
    instant: (date: string, time: string) =>
      Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds,
  }
}
