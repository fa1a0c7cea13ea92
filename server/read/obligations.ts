import type { CasePageView } from '../../api/cases.ts'
import type { Language } from '../../core/calendar/allowance.ts'
import { explain, inZoneOf } from '../../core/calendar/explain.ts'
import { msOf } from '../../core/calendar/iso-instant.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import type { Context } from '../../core/case/command.ts'
import type { Obligation } from '../../core/case/state.ts'
import { dueWithSteps, isWorkingTime } from '../../core/obligations/duty-time.ts'
import { wholeTime } from '../../core/obligations/extend.ts'
import { leadingDuty } from '../../core/obligations/leading.ts'
import { countedBy } from '../../core/policy/counted-by.ts'
import { dutyOf, type PackInForce } from '../../core/policy/pack-in-force.ts'
import { clockOf } from './case-rows.ts'

type Shown = CasePageView['obligations'][number]

type Asked = Pick<Context, 'state' | 'packs' | 'calendar' | 'now'> & {
  /** An earlier calendar of the case by its hash: a duty that no notice moved is explained by the days it was counted by. */
  readonly calendarOf: (hash: string) => OfficeCalendar
  /** In which the steps are told. */
  readonly language: Language
}

/** The duties of a case with their clause, lamp and the steps by which the calendar reached the due moment; open ones first, by due. */
export function explainObligations(asked: Asked): Shown[] {
  const { state, calendar, calendarOf } = asked
  const leading = leadingDuty(state.obligations)
  const now = Temporal.Instant.from(asked.now)
  const shown = state.obligations.map((one) => {
    const by = one.calendar === undefined ? calendar : calendarOf(one.calendar)
    const pack = asked.packs.find(({ id }) => id === one.regime)
    return explainOne(one, pack, { ...asked, office: by, now, leading: one === leading })
  })
  return shown.sort((a, b) => Number(b.lamp !== null) - Number(a.lamp !== null) || (a.due < b.due ? -1 : 1))
}

type One = Pick<Asked, 'language'> & {
  readonly office: OfficeCalendar
  readonly now: Temporal.Instant
  readonly leading: boolean
}

function explainOne(one: Obligation, pack: PackInForce | undefined, { office, now, leading, language }: One): Shown {
  const clause = pack && dutyOf(pack, one.duty)
  const calendar = pack ? countedBy(pack, office) : office
  const owed = isOwed(one)
  const { regime, duty, round, of = null, start, due, provisional } = one
  const status = one.excused ? 'excused' : one.status
  // What was extended is explained by the whole time that it has now.
  const allowance = wholeTime(one, clause)
  return {
    ...{ regime, duty, round, of, status, start, allowance, due, provisional, leading },
    extended: one.extended > 0,
    text: clause?.duty ?? { zh: duty, en: duty },
    clause: clause ? ('clause' in clause.source ? clause.source.clause : 'design') : '',
    settledAt: one.settledAt ?? null,
    extendTo: (one.status === 'running' && clause?.extend?.[one.extended]?.to) || null,
    asked: one.asked?.to ?? null,
    inWorkingTime: isWorkingTime(allowance),
    ...(owed ? clockOf(one, calendar, now) : { lamp: null, remaining: null }),
    explain: [...elsewhere(calendar, office, language), ...stepsOf(one, allowance, calendar, language)],
  }
}

function isOwed({ status, over }: Pick<Obligation, 'status' | 'over'>): boolean {
  return status === 'running' || status === 'paused' || (status === 'missed' && !over)
}

/** Whose clock the steps are told by, where it is not the office's. */
function elsewhere({ zone }: OfficeCalendar, office: OfficeCalendar, language: Language): string[] {
  return zone === office.zone ? [] : [inZoneOf(zone, language)]
}

/** The steps to the due moment, then what moved it since. */
function stepsOf(one: Obligation, allowance: string, calendar: OfficeCalendar, language: Language): string[] {
  const first = dueWithSteps(one.start, allowance, calendar)
  const paused = first.due.epochMilliseconds !== msOf(one.due)
  const at = (moment: string) => local(moment, calendar)
  const { moved, resumed } = sentences[language]
  return [
    ...explain(first, language),
    ...(one.moves ?? []).map(({ from, to, notice }) => moved(notice, at(from), at(to))),
    ...(paused ? [resumed(at(one.due))] : []),
  ]
}

const sentences = {
  zh: {
    moved: (notice: string, from: string, to: string) => `${notice}将到期时间由 ${from} 改为 ${to}`,
    resumed: (due: string) => `其间中止计时，恢复后顺延至 ${due}`,
  },
  en: {
    moved: (notice: string, from: string, to: string) =>
      `The notice ${notice} moved the due moment from ${from} to ${to}`,
    resumed: (due: string) => `The clock was paused; after it resumed the due moment moved to ${due}`,
  },
}

function local(moment: string, calendar: OfficeCalendar): string {
  return Temporal.Instant.from(moment)
    .toZonedDateTimeISO(calendar.zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
}
