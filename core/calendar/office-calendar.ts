import type { Words } from '../shared/words.ts'
import { OfficeHours, WEEKDAYS, YearFile } from './calendar-shape.ts'
import { type CountingRule, civilCode } from './counting-rule.ts'
import { DAY, yearOf } from './day-number.ts'
import { type Announced, type DayRow, weekOf, type YearTable, yearTable } from './year-table.ts'
import { zoneClock } from './zone-clock.ts'

/** The calendar as plain data: what a hash of it is taken over. Years ascend; equal calendars are equal here. */
export type PlainCalendar = { readonly office: OfficeHours; readonly years: readonly YearFile[] }

/** An office's working time, year by year. Frozen; the tables behind it are built when a year is first asked for. */
export type OfficeCalendar = {
  readonly zone: string
  /** How periods in days and months end. */
  readonly counting: CountingRule
  readonly plain: PlainCalendar
  /** The table of a year, 1 to 9999. */
  readonly year: (year: number) => YearTable
  /** The row of a day number. */
  readonly day: (number: number) => DayRow
  /** The row of the day, in the office's zone, that an instant (epoch ms) falls on. */
  readonly dayAt: (instant: number) => DayRow
  /** The wall clock of the office at an instant: ms since its midnight. */
  readonly wallClock: (instant: number) => number
}

/** Thrown where years make no calendar together. */
export class YearsAtOdds extends RangeError {
  override readonly name = 'YearsAtOdds'
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

/**
 * Builds the calendar of an office.
 *
 * @param office zone and hours
 * @param files  the years known, in any order; a year outside them is an ordinary week without holidays, and provisional
 * @throws ZodError where a file or the hours do not have their shape
 * @throws YearsAtOdds where a year is given twice, or two years name one day
 */
export function buildCalendar(office: OfficeHours, files: readonly YearFile[]): OfficeCalendar {
  const { years, published, announced: days } = known(files)
  const plain = Object.freeze({ office: deepFreeze(canonical(office)), years })
  const everyDay = plain.office.holidays === 'worked'
  const announced = everyDay ? new Map() : days
  const clock = zoneClock(plain.office.zone)
  const basis = { ...weekOf(plain.office), announced, clock }
  const tables = new Map<number, YearTable>()
  const year = (wanted: number): YearTable => {
    const known = tables.get(wanted)
    if (known) return known
    const built = yearTable(wanted, everyDay || published.has(wanted), basis)
    tables.set(wanted, built)
    return built
  }
  // Questions about one case ask for neighbouring days, so the table of the last answer mostly holds the next one.
  let recent: YearTable | undefined
  const day = (number: number): DayRow => {
    const near = recent?.days[number - recent.first]
    if (near) return near
    recent = year(yearOf(number))
    const row = recent.days[number - recent.first]
    if (!row) throw new RangeError(`day ${number} is not in ${recent.year}`)
    return row
  }
  const dayAt = (instant: number): DayRow => day(Math.floor(clock.toLocal(instant) / DAY))
  const wallClock = (instant: number): number => {
    const local = clock.toLocal(instant)
    return local - Math.floor(local / DAY) * DAY
  }
  return Object.freeze({ zone: plain.office.zone, counting: civilCode, plain, year, day, dayAt, wallClock })
}

/** The same hours and holidays by the clock of another zone. */
export function inZone(calendar: OfficeCalendar, zone: string): OfficeCalendar {
  if (zone === calendar.zone) return calendar
  const elsewhere = zones.get(calendar) ?? new Map<string, OfficeCalendar>()
  const { office, years } = calendar.plain
  const there = elsewhere.get(zone) ?? buildCalendar({ ...office, zone }, years)
  zones.set(calendar, elsewhere.set(zone, there))
  return there
}

/** Each duty of each case asks again. */
const zones = new WeakMap<OfficeCalendar, Map<string, OfficeCalendar>>()

type KnownYears = {
  readonly years: readonly YearFile[]
  readonly published: ReadonlySet<number>
  readonly announced: ReadonlyMap<string, Announced>
}

/** Many offices share one list of years; one that cannot change is read once. */
const read = new WeakMap<readonly YearFile[], KnownYears>()

function known(files: readonly YearFile[]): KnownYears {
  const before = read.get(files)
  if (before) return before
  const years = deepFreeze(files.map((file) => YearFile.parse(file)).sort((a, b) => a.year - b.year))
  for (const [i, file] of years.entries())
    if (years[i + 1]?.year === file.year)
      throw new YearsAtOdds({ zh: `${file.year} 年给出了两次`, en: `the year ${file.year} is given twice` })
  const published = new Set(years.filter((file) => file.status === 'published').map((file) => file.year))
  const made = { years, published, announced: announcedBy(years) }
  if (Object.isFrozen(files)) read.set(files, made)
  return made
}

function canonical(office: OfficeHours): OfficeHours {
  const { week, ...rest } = OfficeHours.parse(office)
  const open = WEEKDAYS.flatMap((day) => (week[day]?.length ? [[day, week[day]] as const] : []))
  return { ...rest, week: Object.fromEntries(open) }
}

function announcedBy(years: readonly YearFile[]): Map<string, Announced> {
  const days = new Map<string, Announced>()
  for (const { name, off, make_up } of years.flatMap((file) => file.holidays)) {
    for (const date of [...off, ...make_up])
      if (days.has(date)) throw new YearsAtOdds({ zh: `两个年份都列出了 ${date}`, en: `two years name ${date}` })
    for (const date of off) days.set(date, { kind: 'holiday', name })
    for (const date of make_up) days.set(date, { kind: 'make-up' })
  }
  return days
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part)
    Object.freeze(value)
  }
  return value
}
