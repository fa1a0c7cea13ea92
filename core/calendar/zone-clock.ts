import { DAY, firstDayOf, yearOf } from './day-number.ts'

/**
 * Wall-clock arithmetic of one time zone without a Temporal object per question. A wall-clock time is written as the
 * milliseconds it would be if it were read in UTC, so midnight of day n is `n * DAY` in every zone.
 */
export type ZoneClock = {
  /** Instant (epoch ms) to wall clock. */
  readonly toLocal: (instant: number) => number
  /** Wall clock to instant. A time said twice means the first; a time skipped by the clocks means the moment of the skip. */
  readonly toInstant: (local: number) => number
}

/** A stretch of instants, `from` included, `until` excluded, during which the zone keeps one offset from UTC. */
type Span = { readonly from: number; readonly until: number; readonly offset: number }

type YearOfSpans = { readonly begin: number; readonly end: number; readonly spans: readonly Span[] }

const clocks = new Map<string, ZoneClock>()

/**
 * The wall clock of a zone.
 *
 * @param zone IANA name, e.g. Asia/Shanghai
 */
export function zoneClock(zone: string): ZoneClock {
  const clock = clocks.get(zone) ?? makeClock(zone)
  clocks.set(zone, clock)
  return clock
}

function makeClock(zone: string): ZoneClock {
  const known = new Map<number, YearOfSpans>()
  let recent = yearOfSpans(zone, 1970)
  const spansAround = (time: number): readonly Span[] => {
    if (time >= recent.begin && time < recent.end) return recent.spans
    const year = yearOf(Math.floor(time / DAY))
    recent = known.get(year) ?? yearOfSpans(zone, year)
    known.set(year, recent)
    return recent.spans
  }
  return {
    toLocal: (instant) => {
      for (const { until, offset } of spansAround(instant)) if (instant < until) return instant + offset
      throw new RangeError(`no offset of ${zone} at ${instant}`)
    },
    toInstant: (local) => {
      for (const { from, until, offset } of spansAround(local))
        if (local - offset < until) return Math.max(local - offset, from)
      throw new RangeError(`no offset of ${zone} at ${local}`)
    },
  }
}

/** The offsets of a year and two days on either side, so that wall clock and UTC may disagree about the year. */
function yearOfSpans(zone: string, year: number): YearOfSpans {
  const [begin, end] = [firstDayOf(year) * DAY, firstDayOf(year + 1) * DAY]
  const spans: Span[] = []
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(begin - 2 * DAY).toZonedDateTimeISO(
    zone,
  )
  let from = Number.NEGATIVE_INFINITY
  while (at && from < end + 2 * DAY) {
    const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next')
    const until = next && next.epochMilliseconds < end + 2 * DAY ? next.epochMilliseconds : Number.POSITIVE_INFINITY
    spans.push({ from, until, offset: at.offsetNanoseconds / 1_000_000 })
    at = next
    from = until
  }
  return { begin, end, spans }
}
