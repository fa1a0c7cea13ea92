import type { FactRef, ProofSheet, ProvenDuty } from '../../api/proof-sheet.ts'
import { explain, inZoneOf } from '../../core/calendar/explain.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import type { CaseEvent, CaseEventOf, CaseEventType } from '../../core/case/events.ts'
import { numberOf } from '../../core/case/numbered.ts'
import { type CaseState, momentName, type Obligation } from '../../core/case/state.ts'
import { dueWithSteps, isWorkingTime } from '../../core/obligations/duty-time.ts'
import { isSame } from '../../core/obligations/evolve.ts'
import { wholeTime } from '../../core/obligations/extend.ts'
import { countedBy } from '../../core/policy/counted-by.ts'
import { dutyOf, type PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Duty } from '../../core/policy/pack-shape.ts'
import type { ToldFact } from '../trail/envelope.ts'

type Asked = {
  readonly id: string
  /** All of the case's trail, in order. */
  readonly facts: readonly ToldFact[]
  /** The case as of `now`. */
  readonly state: CaseState
  readonly packs: readonly PackInForce[]
  /** A calendar that the case counted by at some time, by its hash. */
  readonly calendarOf: (hash: string) => OfficeCalendar
  /** ISO instant up to which time has passed for the case. */
  readonly now: string
}
type Reckoning = ProvenDuty['counted']
type Change = ProvenDuty['changes'][number]

/** The proof of a case's time limits, made from its trail, its pinned packs and its calendars alone. */
export function proofSheet(asked: Asked): ProofSheet {
  const { id, facts, state, packs, now } = asked
  const named = packs.map(({ id: pack, hash, content: { manifest } }) => ({
    ...{ pack, hash, version: manifest.version, name: manifest.name, document: manifest.document },
  }))
  return {
    format: 'huiyin-proof-sheet',
    version: 1,
    case: id,
    number: state.number,
    asOf: now,
    facts: facts.length,
    head: facts.at(-1)?.hash ?? '',
    regimes: named,
    calendars: calendarsOf(asked),
    duties: state.obligations.flatMap((one) => proveDuty(one, asked) ?? []),
  }
}

/** The hashes of the calendars that a case counted by, one after the other. */
export function calendarHashes(facts: readonly ToldFact[]): string[] {
  return facts.flatMap((fact) => {
    const event = eventOf(fact)
    return event.type === 'CaseRegistered' ? [event.calendar] : event.type === 'CalendarChanged' ? [event.to] : []
  })
}

function calendarsOf({ facts, state, calendarOf }: Asked): ProofSheet['calendars'] {
  const years = state.obligations.flatMap(({ start, due }) => [Number(start.slice(0, 4)), Number(due.slice(0, 4))])
  const [first, last] = [Math.min(...years), Math.max(...years)]
  return [...new Set(calendarHashes(facts))].map((hash) => {
    const { zone, plain } = calendarOf(hash)
    const touched = plain.years.filter(({ year }) => year >= first && year <= last)
    return {
      hash,
      zone,
      notices: touched.map(({ year, notice, amendments }) => {
        const { title, number = null } = amendments.at(-1) ?? notice
        return { year, title, number }
      }),
    }
  })
}

/** What is known of one round of a duty while it is put together. */
type Round = Asked & { readonly one: Obligation; readonly pack: PackInForce; readonly clause: Duty | undefined }

function proveDuty(one: Obligation, asked: Asked): ProvenDuty | undefined {
  const pack = asked.packs.find(({ id }) => id === one.regime)
  if (!pack) return undefined
  const round = { ...asked, one, pack, clause: dutyOf(pack, one.duty) }
  const { source, duty: text = { zh: one.duty, en: one.duty } } = round.clause ?? {}
  const own = asked.facts.filter((fact) => isOf(one, eventOf(fact)))
  const started = own.find(({ type }) => type === 'ObligationStarted' || type === 'ObligationUnknown')
  return {
    ...{ regime: one.regime, duty: one.duty, round: one.round, ...(one.of && { of: one.of }), text },
    clause: source && 'clause' in source ? source.clause : null,
    design: source && 'design' in source ? source.design : null,
    inWorkingTime: isWorkingTime(one.allowance),
    started: refOf(started),
    begins: refOf(causeOf(round, one.start, begunBy(round), started)),
    counted: reckon(round, one.allowance, started),
    changes: own.flatMap((fact) => changeBy(round, fact) ?? []),
    due: one.due,
    provisional: one.provisional,
    outcome: outcomeOf(round, own),
  }
}

function isOf(one: Obligation, event: CaseEvent): boolean {
  return 'duty' in event && isSame(one, event)
}

function outcomeOf(round: Round, own: readonly ToldFact[]): ProvenDuty['outcome'] {
  const { status, settledAt = null } = round.one
  const last = (type: CaseEventType) => own.findLast((fact) => fact.type === type)
  const [met, ended] = [last('ObligationMet'), last('ObligationCancelled')]
  const stops = round.clause?.stops_on ?? []
  return {
    status,
    at: settledAt,
    fact: refOf(met ?? ended ?? last('ObligationUnknown')),
    by: settledAt === null ? null : refOf(causeOf(round, settledAt, stops, met)),
    breach: refOf(last('ObligationMissed')),
    excused: ended && settledAt === null ? (eventOf(ended) as CaseEventOf<'ObligationCancelled'>).why : null,
  }
}

function begunBy({ clause }: Round): readonly CaseEventType[] {
  return clause ? [clause.starts_on, ...(clause.restarts_on ?? [])] : []
}

/** The latest fact of some kinds at a moment, of those that stand before what the rules made of it. */
function causeOf(
  { facts, pack, one }: Round,
  at: string,
  types: readonly CaseEventType[],
  before: ToldFact | undefined,
): ToldFact | undefined {
  const names = types.map((type) => momentName(type, pack.id))
  return facts.findLast((fact) => {
    const event = eventOf(fact)
    const name = 'regime' in event ? momentName(event.type, event.regime) : event.type
    const isOfIt = one.of === undefined || (numberOf(event) ?? one.round) === one.round
    return (
      isOfIt &&
      names.includes(name) &&
      momentOf(fact) === at &&
      fact.version < (before?.version ?? Number.POSITIVE_INFINITY)
    )
  })
}

function changeBy(round: Round, fact: ToldFact): Change | undefined {
  const event = eventOf(fact)
  const ref = refOf(fact) as FactRef
  switch (event.type) {
    case 'ObligationPaused':
      return { kind: 'paused', fact: ref, at: event.at, remaining: event.remaining }
    case 'ObligationResumed':
      return { kind: 'resumed', fact: ref, at: event.at, due: event.due }
    case 'ExtensionGranted':
      return { kind: 'extended', fact: ref, to: event.to, due: event.due, counted: reckon(round, event.to, fact) }
    case 'ExtensionRefused':
      return { kind: 'extension-refused', fact: ref }
    case 'ObligationMoved': {
      const { notice, from, due } = event
      return { kind: 'moved', fact: ref, notice, from, due, counted: reckon(round, wholeTimeAt(round, fact), fact) }
    }
    default:
      return undefined
  }
}

/** The whole time that a duty had when a fact was written. */
function wholeTimeAt({ facts, one, clause }: Round, { version }: ToldFact): string {
  const granted = facts.filter(
    (fact) => fact.type === 'ExtensionGranted' && fact.version < version && isOf(one, eventOf(fact)),
  )
  return wholeTime({ ...one, extended: granted.length }, clause)
}

/** Counts a period from the start of the duty, by the calendar under which the case stood when a fact was written. */
function reckon(
  { one, pack, facts, state, calendarOf }: Round,
  allowance: string,
  by: ToldFact | undefined,
): Reckoning {
  const until = by ? facts.filter(({ version }) => version <= by.version) : facts
  const hash = calendarHashes(until).at(-1) ?? state.calendar
  const office = calendarOf(hash)
  const calendar = countedBy(pack, office)
  const counted = dueWithSteps(one.start, allowance, calendar)
  const elsewhere = (language: 'zh' | 'en') =>
    calendar.zone === office.zone ? [] : [inZoneOf(calendar.zone, language)]
  return {
    ...{ start: one.start, allowance, calendar: hash, zone: calendar.zone },
    due: counted.due.toString({ fractionalSecondDigits: 3 }),
    steps: [...counted.steps] as Reckoning['steps'],
    told: {
      zh: [...elsewhere('zh'), ...explain(counted, 'zh')],
      en: [...elsewhere('en'), ...explain(counted, 'en')],
    },
  }
}

function refOf(fact: ToldFact | undefined): FactRef | null {
  return fact ? { version: fact.version, type: fact.type, at: momentOf(fact), hash: fact.hash } : null
}

/** When a fact counts for the clocks: a complaint from its receipt. */
function momentOf(fact: ToldFact): string {
  const event = eventOf(fact)
  return event.type === 'CaseRegistered' ? event.submittedAt : fact.occurredAt
}

function eventOf({ type, data }: ToldFact): CaseEvent {
  return { type, ...data } as CaseEvent
}
