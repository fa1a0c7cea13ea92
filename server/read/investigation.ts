import type { CaseInvestigation, Saying } from '../../api/investigation.ts'
import { lampOf, remaining } from '../../core/calendar/remaining.ts'
import type { Context } from '../../core/case/command.ts'
import type { PlanLine } from '../../core/case/state.ts'
import { isWorkingTime } from '../../core/obligations/duty-time.ts'
import type { Organisation } from '../directory.ts'
import type { ToldFact } from '../trail/envelope.ts'

type Opened = { readonly fact: ToldFact; readonly data: Record<string, unknown> }
type People = Pick<Organisation, 'people'>

/** The investigation of a case as its page shows it. */
export function investigationOf(told: readonly Opened[], context: Context, people: People): CaseInvestigation {
  const sayings = sayingsIn(told, context, people)
  return {
    plan: planIn(told, context),
    sayings,
    contradictions: contradictionsIn(told, context, sayings),
    appraisals: appraisalsIn(told, context),
  }
}

type Written = { readonly what: string | null; readonly at: string; readonly allowance?: string | undefined }

function planIn(told: readonly Opened[], context: Context): CaseInvestigation['plan'] {
  const written = told.filter(({ fact }) => fact.type === 'InvestigationPlanned').flatMap(linesOf)
  const changes = told.filter(({ fact }) => fact.type === 'PlanLineChanged')
  return context.state.plan.map((one, at) => {
    const line = written[at]
    const changed = changes.findLast(({ data }) => data.line === one.line)
    const byDay = changes.some(({ data }) => data.line === one.line && data.due !== undefined)
    return {
      ...{ line: one.line, kind: one.kind, state: one.state },
      what: line?.what ?? null,
      owner: one.owner ?? null,
      due: one.due ?? null,
      reason: text(changed?.data.reason),
      ...standing(one, line, byDay ? undefined : line?.allowance, context),
    }
  })
}

/** What the lines of one plan say; the texts of questions stand in a list of their own. */
function linesOf({ fact, data }: Opened): Written[] {
  const questions = [...((data.questions as (string | null)[]) ?? [])]
  const lines = data.lines as { kind: string; what?: string | null; allowance?: string }[] | undefined
  if (!lines) return questions.map((what) => ({ what, at: fact.occurredAt }))
  return lines.map(({ kind, what, allowance }) => ({
    what: (kind === 'question' ? questions.shift() : what) ?? null,
    at: fact.occurredAt,
    allowance,
  }))
}

/** Lamp and time left of a line that is open and has a last moment; measured as its limit is, in plain time to a day. */
function standing(
  { state, due }: PlanLine,
  line: Written | undefined,
  allowance: string | undefined,
  context: Context,
) {
  const inWorkingTime = allowance !== undefined && isWorkingTime(allowance)
  if (state !== 'open' || !due || !line) return { lamp: null, remaining: null, inWorkingTime }
  const { calendar } = context
  const [now, end] = [Temporal.Instant.from(context.now), Temporal.Instant.from(due)]
  const unit = inWorkingTime ? 'working-hours' : 'calendar-hours'
  const start = Temporal.Instant.from(line.at)
  return {
    lamp: lampOf({ start, due: end, now, paused: false, calendar, unit }),
    remaining: remaining(now, end, calendar),
    inWorkingTime,
  }
}

const kinds: Readonly<Record<string, Saying['kind']>> = {
  CaseRegistered: 'complaint',
  StatementAdded: 'statement',
  StatementGiven: 'staff',
  EvidenceAdded: 'testimony',
  ComplainantContacted: 'contact',
  InformationReceived: 'information',
}

function sayingsIn(told: readonly Opened[], { state }: Context, { people }: People): Saying[] {
  const known = new Set(state.sayings)
  return told.flatMap(({ fact, data }) => {
    const kind = kinds[fact.type]
    if (!kind || !known.has(fact.version)) return []
    const who = kind === 'staff' ? (people.get(String(data.staff))?.name ?? null) : text(data.source ?? null)
    const says = text(kind === 'complaint' || kind === 'testimony' ? data.content : data.text)
    return [{ fact: fact.version, kind, who, at: fact.occurredAt, text: says }]
  })
}

function contradictionsIn(
  told: readonly Opened[],
  { state }: Context,
  sayings: readonly Saying[],
): CaseInvestigation['contradictions'] {
  const of = (type: string, number: number) =>
    told.find(({ fact, data }) => fact.type === type && data.contradiction === number)
  return state.contradictions.flatMap(({ number, one, other }) => {
    const [first, second] = [one, other].map((version) => sayings.find(({ fact }) => fact === version))
    const settled = of('ContradictionSettled', number)
    if (!first || !second) return []
    return [
      {
        ...{ number, one: first, other: second },
        point: text(of('ContradictionMarked', number)?.data.point),
        settled: settled
          ? { at: settled.fact.occurredAt, by: settled.fact.byId, judgement: text(settled.data.judgement) }
          : null,
      },
    ]
  })
}

function appraisalsIn(told: readonly Opened[], { calendar, now }: Context): CaseInvestigation['appraisals'] {
  const orders = told.filter(({ fact }) => fact.type === 'AppraisalOrdered')
  if (orders.length === 0) return []
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
  const ends = told.filter(({ fact }) => fact.type === 'AppraisalEnded')
  return orders.map(({ fact, data }) => {
    const end = ends.find((one) => one.data.appraisal === data.appraisal)
    const until = text(data.until)
    return {
      number: Number(data.appraisal),
      appraiser: text(data.appraiser),
      subject: text(data.subject),
      evidence: (data.evidence as number[] | undefined) ?? [],
      orderedAt: fact.occurredAt,
      orderedBy: fact.byId,
      until,
      overdue: !end && until !== null && until < today,
      ended: end ? endOf(end) : null,
    }
  })
}

function endOf({ fact, data }: Opened): NonNullable<CaseInvestigation['appraisals'][number]['ended']> {
  return {
    at: fact.occurredAt,
    by: fact.byId,
    came: data.came === true,
    text: text(data.text),
    evidence: (data.evidence as number | undefined) ?? null,
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
