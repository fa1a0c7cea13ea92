import type { CasePageView } from '../../api/cases.ts'
import { parseAllowance } from '../../core/calendar/allowance.ts'
import { dueAt } from '../../core/calendar/due.ts'
import { explain } from '../../core/calendar/explain.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import type { Context } from '../../core/case/command.ts'
import type { Obligation } from '../../core/case/state.ts'
import { isWorkingTime } from '../../core/obligations/duty-time.ts'
import { wholeTime } from '../../core/obligations/extend.ts'
import { leadingDuty } from '../../core/obligations/leading.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { clockOf } from './case-rows.ts'

type Shown = CasePageView['obligations'][number]

type Asked = Pick<Context, 'state' | 'packs' | 'calendar' | 'now'> & {
  /** An earlier calendar of the case by its hash: a duty that no notice moved is explained by the days it was counted by. */
  readonly calendarOf: (hash: string) => OfficeCalendar
}

/** The duties of a case with their clause, lamp and the steps by which the calendar reached the due moment; open ones first, by due. */
export function explainObligations({ state, packs, calendar, now, calendarOf }: Asked): Shown[] {
  const leading = leadingDuty(state.obligations)
  const at = Temporal.Instant.from(now)
  const shown = state.obligations.map((one) => {
    const by = one.calendar === undefined ? calendar : calendarOf(one.calendar)
    return explainOne(one, packs, by, at, one === leading)
  })
  return shown.sort((a, b) => Number(b.lamp !== null) - Number(a.lamp !== null) || (a.due < b.due ? -1 : 1))
}

function explainOne(
  one: Obligation,
  packs: readonly PackInForce[],
  calendar: OfficeCalendar,
  now: Temporal.Instant,
  leading: boolean,
): Shown {
  const clause = packs.find((pack) => pack.id === one.regime)?.content.obligations[one.duty]
  const owed = isOwed(one)
  const { regime, duty, round, status, start, due, provisional } = one
  // What was extended is explained by the whole time that it has now.
  const allowance = wholeTime(one, clause)
  return {
    ...{ regime, duty, round, status, start, allowance, due, provisional, leading },
    extended: one.extended > 0,
    text: clause?.duty ?? { zh: duty, en: duty },
    clause: clause ? ('clause' in clause.source ? clause.source.clause : 'design') : '',
    settledAt: one.settledAt ?? null,
    extendTo: (one.status === 'running' && clause?.extend?.[one.extended]?.to) || null,
    asked: one.asked?.to ?? null,
    inWorkingTime: isWorkingTime(allowance),
    ...(owed ? clockOf(one, calendar, now) : { lamp: null, remaining: null }),
    explain: stepsOf(one, allowance, calendar),
  }
}

function isOwed({ status, over }: Pick<Obligation, 'status' | 'over'>): boolean {
  return status === 'running' || status === 'paused' || (status === 'missed' && !over)
}

function stepsOf(one: Obligation, written: string, calendar: OfficeCalendar): Shown['explain'] {
  const allowance = parseAllowance(written)
  if (!allowance) return { zh: [], en: [] }
  const first = dueAt(Temporal.Instant.from(one.start), allowance, calendar)
  const paused = first.due.epochMilliseconds !== Date.parse(one.due)
  const at = (moment: string) => local(moment, calendar)
  return {
    zh: [
      ...explain(first, 'zh'),
      ...(one.moves ?? []).map(({ from, to, notice }) => `${notice}将到期时间由 ${at(from)} 改为 ${at(to)}`),
      ...(paused ? [`其间中止计时，恢复后顺延至 ${at(one.due)}`] : []),
    ],
    en: [
      ...explain(first, 'en'),
      ...(one.moves ?? []).map(
        ({ from, to, notice }) => `The notice ${notice} moved the due moment from ${at(from)} to ${at(to)}`,
      ),
      ...(paused ? [`The clock was paused; after it resumed the due moment moved to ${at(one.due)}`] : []),
    ],
  }
}

function local(moment: string, calendar: OfficeCalendar): string {
  return Temporal.Instant.from(moment)
    .toZonedDateTimeISO(calendar.zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
}
