import type { CaseEvent, CaseEventOf } from '../case/events.ts'
import type { Obligation } from '../case/state.ts'

type DutyFact = Extract<CaseEvent, { duty: string }>

/**
 * The obligations of a case after one more fact. Facts that concern no duty leave them as they are.
 *
 * @param obligations what runs or ran so far
 * @param event       the next fact
 * @param by          whose fact it is
 */
export function evolveObligations(
  obligations: readonly Obligation[],
  event: CaseEvent,
  by: string,
): readonly Obligation[] {
  if (event.type === 'CalendarChanged')
    return obligations.map((one) => ({ ...one, calendar: one.calendar ?? event.from }))
  if (!('duty' in event)) return obligations
  if (event.type === 'ObligationStarted') return [...obligations, started(event)]
  if (event.type === 'ObligationUnknown')
    return [...obligations, { ...started({ ...event, warnings: [], breach: [] }), status: 'unknown' }]
  const place = obligations.findIndex((one) => isSame(one, event))
  const one = obligations[place]
  return one ? obligations.with(place, { ...one, ...change(one, event, by) }) : obligations
}

/** Whether both are of one round of one duty. */
export function isSame(a: RoundName, b: RoundName): boolean {
  return a.duty === b.duty && a.round === b.round && a.regime === b.regime
}

type RoundName = Pick<Obligation, 'regime' | 'duty' | 'round'>

function started(e: {
  regime: string
  duty: string
  round: number
  of?: Obligation['of']
  start: string
  allowance: string
  due: string
  provisional?: boolean | undefined
  warnings: Obligation['warnings']
  breach: Obligation['breach']
  breachRaises?: string | undefined
  breachThen?: Obligation['breachThen']
}): Obligation {
  const { regime, duty, round, start, allowance, due, warnings, breach, breachRaises, breachThen } = e
  return {
    regime,
    duty,
    round,
    start,
    allowance,
    due,
    warnings,
    breach,
    ...(e.of && { of: e.of }),
    ...(breachRaises && { breachRaises }),
    ...(breachThen && { breachThen }),
    status: 'running',
    provisional: e.provisional ?? false,
    warned: 0,
    extended: 0,
  }
}

function change(one: Obligation, event: DutyFact, by: string): Partial<Obligation> {
  switch (event.type) {
    case 'ObligationWarned':
      return { warned: one.warned + 1 }
    case 'ObligationMissed':
      return { status: 'missed' }
    case 'ObligationMet':
      return { status: event.late ? 'met-late' : 'met', settledAt: event.at }
    case 'ObligationPaused':
      return { status: 'paused', remaining: event.remaining }
    case 'ObligationResumed':
      return { ...laddered(event), status: 'running', ...(event.provisional && { provisional: true }) }
    case 'ObligationMoved':
      return { ...laddered(event), ...moved(one, event) }
    case 'ExtensionAsked':
      return { asked: { to: event.to, by } }
    case 'ExtensionRefused':
      return { asked: undefined }
    case 'ExtensionGranted':
      return {
        ...laddered(event),
        asked: undefined,
        extended: one.extended + 1,
        ...(event.provisional && { provisional: true }),
      }
    case 'ObligationCancelled':
      // A breach is never taken back; only its warnings end.
      if (one.status === 'missed') return { warned: one.warnings.length, over: true }
      return { status: 'cancelled', ...(event.why === 'released' && { excused: true }) }
    default:
      return {}
  }
}

/** It is counted by the calendar of the case again. What was only confirmed was not moved. */
function moved({ moves = [] }: Obligation, event: CaseEventOf<'ObligationMoved'>): Partial<Obligation> {
  const { from, due: to, notice, provisional = false } = event
  return { provisional, calendar: undefined, ...(from !== to && { moves: [...moves, { from, to, notice }] }) }
}

function laddered({ due, warnings, breach }: Pick<Obligation, 'due' | 'warnings' | 'breach'>): Partial<Obligation> {
  return { due, warnings, breach, warned: 0 }
}
