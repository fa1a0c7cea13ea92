import type { OfficeCalendar } from '../calendar/office-calendar.ts'
import type { Obligation, StepActs, Warning } from '../case/state.ts'
import type { Duty } from '../policy/pack-shape.ts'
import { dueOf, timeAfter, timeBetween } from './duty-time.ts'

/** Start and due as ISO instants, with the allowance as written. */
export type Span = { readonly start: string; readonly due: string; readonly allowance: string }

/** A span whose clock stood still for a while and ran on at `resumed` with `remaining` milliseconds left. */
export type ResumedSpan = Span & { readonly resumed: string; readonly remaining: number }

export type Ladder = Pick<Obligation, 'breachRaises' | 'breachThen'> & { warnings: Warning[]; breach: string[] }

/**
 * The moments of a duty's warnings, in order, and who is told of its breach. A share of a duty in working time is a
 * share of its working time, so "75 %" never falls on a holiday.
 */
export function ladderOf(duty: Duty, span: Span, calendar: OfficeCalendar): Ladder {
  const { start, due, allowance } = span
  const whole = timeBetween(start, due, allowance, calendar)
  return ladder(duty, span, calendar, (percent) => timeAfter(start, part(whole, percent), allowance, calendar))
}

/** The rest of the ladder after a pause: shares of the time that ran, so what was warned of before is not told again. */
export function ladderAfterPause(duty: Duty, span: ResumedSpan, calendar: OfficeCalendar): Ladder {
  const { start, allowance, resumed, remaining } = span
  const whole = timeBetween(start, dueOf(start, allowance, calendar).due, allowance, calendar)
  return ladder(duty, span, calendar, (percent) => {
    const left = remaining - (whole - part(whole, percent))
    return left > 0 ? timeAfter(resumed, left, allowance, calendar) : undefined
  })
}

/** The ISO instant at which a share of a duty's time is used up. @param percent 0 to 100 */
export function shareOf({ start, due, allowance }: Span, percent: number, calendar: OfficeCalendar): string {
  return timeAfter(start, part(timeBetween(start, due, allowance, calendar), percent), allowance, calendar)
}

function ladder(
  duty: Duty,
  { due }: Span,
  calendar: OfficeCalendar,
  momentOf: (percent: number) => string | undefined,
): Ladder {
  const warnings: Warning[] = []
  for (const { at, after, tell, raise, assign, bulletin } of duty.warn) {
    if (at === '100%') continue
    const step = after === undefined ? at : `+${after}`
    const moment = after === undefined ? momentOf(Number.parseInt(at ?? '', 10)) : dueOf(due, after, calendar).due
    const acts = raise || assign || bulletin ? given({ raise, assign, bulletin }) : {}
    if (step !== undefined && moment !== undefined) insert(warnings, { step, at: moment, tell, ...acts })
  }
  return { ...breachOf(duty), warnings }
}

/** Behind what comes before it or with it; packs name their steps in order, so nearly always that is the end. */
function insert(warnings: Warning[], warning: Warning): void {
  const place = warnings.findIndex(({ at }) => at > warning.at)
  if (place < 0) warnings.push(warning)
  else warnings.splice(place, 0, warning)
}

type Breach = Omit<Ladder, 'warnings'>
/** The same for each case in which a duty runs. */
const breaches = new WeakMap<Duty, Breach>()

/** Who is told of the breach of a duty, and what it does beside. */
function breachOf(duty: Duty): Breach {
  const known = breaches.get(duty)
  if (known) return known
  const steps = duty.warn.filter((step) => step.at === '100%')
  const raises = steps.find(({ raise }) => raise !== undefined)?.raise
  const assign = steps.find((step) => step.assign !== undefined)?.assign
  const called = steps.flatMap(({ bulletin = [] }) => bulletin)
  const then = given({ assign, bulletin: called.length > 0 ? [...new Set(called)] : undefined })
  const breach = {
    breach: [...new Set(steps.flatMap((step) => step.tell))],
    ...(raises && { breachRaises: raises }),
    ...(Object.keys(then).length > 0 && { breachThen: then }),
  }
  breaches.set(duty, breach)
  return breach
}

/** What a step does, without what it does not: facts hold no empty places. */
function given({ raise, assign, bulletin }: StepActs): StepActs {
  return { ...(raise && { raise }), ...(assign && { assign }), ...(bulletin && { bulletin }) }
}

function part(whole: number, percent: number): number {
  return Math.floor((whole * percent) / 100)
}
