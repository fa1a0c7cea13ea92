import { type Interval, isOvernight, minutesOf, type Names, type OfficeHours, WEEKDAYS } from './calendar-shape.ts'
import { DAY, firstDayOf, weekdayOf } from './day-number.ts'
import type { ZoneClock } from './zone-clock.ts'

/** What a day is to an office: in its week, worked in exchange, without hours in its week, or a public holiday. */
export type DayKind = 'ordinary' | 'make-up' | 'rest' | 'holiday'

/** The hours of one kind of day: milliseconds since its midnight, and the closing time as written. */
type Opening = {
  readonly intervals: readonly (readonly [start: number, end: number])[]
  readonly close: string
  readonly closesNextDay: boolean
}

/** One kind of day: neighbours of the same kind, and of the same holiday, read as one stretch. */
type DayNature = {
  readonly kind: DayKind
  /** Name of the public holiday. */
  readonly name: Names | undefined
  /** Undefined on days off. */
  readonly opening: Opening | undefined
}

export type DayRow = DayNature & {
  /** Days since 1970-01-01. */
  readonly number: number
  /** ISO date. */
  readonly date: string
  readonly year: number
  /** Day number and ISO date of the last day of its stretch, within the year. */
  readonly runEnd: number
  readonly runEndDate: string
  /** Whether that is the last day of the year, so that the stretch may go on. */
  readonly runEndsYear: boolean
  /** The instant (epoch ms) the day begins in the office's zone. */
  readonly midnight: number
  /** The instant (epoch ms) its last interval ends; its midnight on days off. */
  readonly closes: number
  /** Indexes into the year's intervals: the first of this day, and the one after its last. */
  readonly from: number
  readonly to: number
  /** Working milliseconds of the year before this day, and of this day. */
  readonly worked: number
  readonly length: number
  /** Working days of the year up to and including this one. */
  readonly rank: number
}

/** One year of an office, laid out so that questions are look-ups and sums are differences. */
export type YearTable = {
  readonly year: number
  /** Day number of 1 January. */
  readonly first: number
  /** False where the days off are not known for certain. */
  readonly published: boolean
  readonly days: readonly DayRow[]
  readonly workingDays: readonly DayRow[]
  /** Intervals in order: start and end (epoch ms), the work of the year before each, and the day each belongs to. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly before: readonly number[]
  readonly owners: readonly DayRow[]
  /** Working milliseconds of the whole year. */
  readonly total: number
}

/** What the notices say of a day. */
export type Announced = { readonly kind: 'make-up' } | { readonly kind: 'holiday'; readonly name: Names }

/** Hours by weekday, Monday first, and of make-up days; what is announced, by ISO date; the wall clock. */
type TableBasis = {
  readonly week: readonly DayNature[]
  readonly makeUp: DayNature
  readonly announced: ReadonlyMap<string, Announced>
  readonly clock: ZoneClock
}

/** The hours of an office, ready for arithmetic. */
export function weekOf(office: OfficeHours): Pick<TableBasis, 'week' | 'makeUp'> {
  const openings = WEEKDAYS.map((name) => openingOf(office.week[name] ?? []))
  const week = openings.map((opening): DayNature => ({ kind: opening ? 'ordinary' : 'rest', name: undefined, opening }))
  return { week, makeUp: { kind: 'make-up', name: undefined, opening: openings[WEEKDAYS.indexOf(office.makeUpLike)] } }
}

/**
 * Lays out one year.
 *
 * @param year      1 to 9999
 * @param published whether the days off are known: the year's notice is out, or the office takes no notice of it
 */
export function yearTable(year: number, published: boolean, basis: TableBasis): YearTable {
  const first = firstDayOf(year)
  const written = datesOf(year)
  const natures = written.map((date, i) => natureOf(first + i, date, basis))
  const runEnds = runEndsOf(first, natures)
  const [days, starts, ends, before, owners]: [DayRow[], number[], number[], number[], DayRow[]] = [[], [], [], [], []]
  let [worked, rank] = [0, 0]
  for (const [i, nature] of natures.entries()) {
    const number = first + i
    const [from, begun] = [starts.length, worked]
    for (const [start, end] of nature.opening?.intervals ?? []) {
      const opens = basis.clock.toInstant(number * DAY + start)
      const closes = basis.clock.toInstant(number * DAY + end)
      starts.push(opens)
      ends.push(closes)
      before.push(worked)
      worked += closes - opens
    }
    if (nature.opening) rank += 1
    const { kind, name, opening } = nature
    const midnight = basis.clock.toInstant(number * DAY)
    const runEnd = runEnds[i] ?? number
    const row: DayRow = {
      kind,
      name,
      opening,
      number,
      date: written[i] ?? '',
      year,
      runEnd,
      runEndDate: written[runEnd - first] ?? '',
      runEndsYear: runEnd === first + written.length - 1,
      midnight,
      closes: nature.opening ? (ends.at(-1) ?? midnight) : midnight,
      from,
      to: starts.length,
      worked: begun,
      length: worked - begun,
      rank,
    }
    days.push(row)
    for (let n = from; n < row.to; n += 1) owners.push(row)
  }
  const workingDays = days.filter((row) => row.opening)
  return { year, first, published, days, workingDays, starts, ends, before, owners, total: worked }
}

/** True where two days read as one stretch. */
export function sameRun(a: DayNature, b: DayNature): boolean {
  return a.kind === b.kind && a.name?.en === b.name?.en
}

function openingOf(intervals: readonly Interval[]): Opening | undefined {
  const last = intervals.at(-1)
  if (!last) return undefined
  const span = (interval: Interval): [number, number] => [
    minutesOf(interval[0]) * 60_000,
    minutesOf(interval[1]) * 60_000 + (isOvernight(interval) ? DAY : 0),
  ]
  return { intervals: intervals.map(span), close: last[1], closesNextDay: isOvernight(last) }
}

function natureOf(number: number, date: string, { week, makeUp, announced }: TableBasis): DayNature {
  const said = announced.get(date)
  if (said?.kind === 'holiday') return { kind: 'holiday', name: said.name, opening: undefined }
  const nature = said ? makeUp : week[weekdayOf(number) - 1]
  if (!nature) throw new RangeError('a week has seven days')
  return nature
}

/** The dates of years, which every office shares. */
const dates = new Map<number, readonly string[]>()

function datesOf(year: number): readonly string[] {
  const known = dates.get(year) ?? writtenOut(year)
  dates.set(year, known)
  return known
}

function writtenOut(year: number): string[] {
  const leap = firstDayOf(year + 1) - firstDayOf(year) === 366
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const prefix = String(year).padStart(4, '0')
  return lengths.flatMap((length, month) =>
    Array.from({ length }, (_, day) => `${prefix}-${two(month + 1)}-${two(day + 1)}`),
  )
}

function runEndsOf(first: number, natures: readonly DayNature[]): number[] {
  const ends: number[] = new Array(natures.length)
  for (let i = natures.length - 1; i >= 0; i -= 1) {
    const [here, next] = [natures[i], natures[i + 1]]
    ends[i] = (here && next && sameRun(here, next) ? ends[i + 1] : undefined) ?? first + i
  }
  return ends
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
