import { randomUUIDv7 } from 'node:crypto'
import type { CaseSteps, PortalCaseView, PortalFile } from '../../api/portal.ts'
import { ownFields, portalCommands } from '../../api/portal.ts'
import { offerFile } from '../../core/1-intake/offer-file.ts'
import { reviewUntil } from '../../core/5-feedback/review-window.ts'
import type { Command, Context } from '../../core/case/command.ts'
import { commandNamed } from '../../core/case/commands.ts'
import { whyNot } from '../../core/case/may-run.ts'
import { theComplainant } from '../../core/case/parties.ts'
import type { CaseState } from '../../core/case/state.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Caller } from '../call.ts'
import { asOfNow, pinnedBy } from '../case-now.ts'
import type { Statement } from '../db/pool.ts'
import { asSystem, read, readAll, type Scope } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'
import type { Language } from '../words.ts'
import { deadlinesOf, inLanguage, rightsOf } from './portal-deadlines.ts'
import { isTold, maskOwn, tellComplainant } from './portal-story.ts'

type Opened = readonly { readonly fact: ToldFact; readonly data: Record<string, unknown> }[]

/** The complainant of a case as the one who acts. */
export function complainantOf(caseId: string): Caller {
  return { kind: 'complainant', id: `complainant:${caseId}`, party: theComplainant }
}

/**
 * A case as its complainant may see it; writes down that it was read. Runs in the scope of this one case, so that row
 * security hides every other.
 *
 * @throws Error where the case does not exist: a session was opened on it
 */
export async function readPortalCase(
  house: House,
  organisation: Organisation,
  caseId: string,
  language: Language,
): Promise<PortalCaseView> {
  const statements = [
    selectFacts(caseId),
    selectBoxes(caseId),
    selectScans(caseId),
    portalRead(house, caseId, 'portal'),
  ]
  const [facts, boxes, scans] = await readAll<[ToldFact, LockedBox, ScanRow, object]>(
    house.pool,
    scopeOf(caseId),
    statements,
  )
  const context = await contextNow(house, organisation, caseId, facts)
  const { state, pack, packs, calendar } = context
  const opened = openTold(house, facts, boxes)
  const leading = state.merged && (await leadingCase(house, state.merged.into))
  return {
    number: state.number,
    zone: calendar.zone,
    unit: organisation.units.get((leading ?? state).unit)?.name ?? '',
    receivedAt: state.submittedAt,
    ...(leading ? standingBeside(leading) : standingOf(state)),
    deadlines: deadlinesOf(state.obligations, packs, language),
    told: tellComplainant(opened, { pack, organisation, language }),
    own: ownData(opened, calendar.zone),
    asked: askedOf(opened, state),
    missing: state.status === 'open' ? state.missing : [],
    files: filesOf(opened, scans),
    mayOffer: whyNot(offerFile as unknown as Command, context) === undefined,
    response: state.response ?? null,
    dimensions: Object.entries(pack.content.feedback.survey.dimensions).map(([id, { name }]) => ({
      id,
      name: inLanguage(name, language),
    })),
    reviewUntil: reviewUntil(context) ?? null,
    rights: rightsOf(packs, language),
    possible: portalCommands.filter((name) => isPossible(name, context)),
    turns: state.turns,
  }
}

/** What the receipt of a case says; the query code derives anew from its random id. */
export async function readReceipt(house: House, caseId: string, language: Language) {
  const code: Statement = {
    name: 'receipt-of-case',
    text: 'select receipt from query_code where case_id = $1',
    values: [caseId],
  }
  const [facts, [row], boxes, scans] = await readAll<[ToldFact, { receipt: string }, LockedBox, ScanRow]>(
    house.pool,
    scopeOf(caseId),
    [selectFacts(caseId), code, selectBoxes(caseId), selectScans(caseId)],
  )
  if (!row) throw new Error('a registered case has a query code')
  const { state, packs, calendar } = await asOfNow(house, foldCase(facts))
  return {
    number: state.number,
    code: house.ring.queryCode(row.receipt),
    receivedAt: state.submittedAt,
    zone: calendar.calendar.zone,
    deadlines: deadlinesOf(state.obligations, packs, language),
    missing: state.missing,
    files: filesOf(openTold(house, facts, boxes), scans),
    rights: rightsOf(packs, language),
  }
}

type ScanRow = { readonly id: string; readonly scan: 'waiting' | 'clean' | 'infected' | 'not-scanned' }
const states = { waiting: 'checking', clean: 'checked', infected: 'infected', 'not-scanned': 'received' } as const

function selectScans(caseId: string): Statement {
  return { name: 'portal-scans', text: 'select id, scan from evidence_file where case_id = $1', values: [caseId] }
}

/** What the complainant brought, in the order in which it came. */
function filesOf(opened: Opened, scans: readonly ScanRow[]): PortalFile[] {
  return opened.flatMap(({ fact, data }) => {
    if (fact.type !== 'EvidenceAdded') return []
    const { id, name, size } = data.file as { id: string; name: unknown; size: number }
    const scan = scans.find((one) => one.id === id)?.scan ?? 'waiting'
    return [{ name: typeof name === 'string' ? name : null, size, at: fact.occurredAt, state: states[scan] }]
  })
}

/** The dimensions on which a case's complainant rates, by the pack that the case pinned. */
export async function surveyedOn(house: House, caseId: string): Promise<string[]> {
  const [facts] = await readAll<[ToldFact]>(house.pool, scopeOf(caseId), [selectFacts(caseId)])
  const { packs } = await pinnedBy(house, foldCase(facts))
  return Object.keys((packs[0] as PackInForce).content.feedback.survey.dimensions)
}

function scopeOf(caseId: string): Scope {
  return { person: '', caseId }
}

/** The line of the read log for what a complainant is shown of the own case. */
export function portalRead({ now }: House, caseId: string, what: 'portal' | 'receipt'): Statement {
  const text = 'insert into read_log (id, at, person_id, what, case_ids) values ($1, $2, $3, $4, array[$5::uuid])'
  return { name: 'log-portal-read', text, values: [randomUUIDv7(), now(), complainantOf(caseId).id, what, caseId] }
}

async function contextNow(
  house: House,
  organisation: Organisation,
  caseId: string,
  facts: readonly ToldFact[],
): Promise<Context> {
  if (facts.length === 0) throw new Error('a portal session without its case')
  const base = await asOfNow(house, foldCase(facts))
  return contextOf(organisation, { caller: complainantOf(caseId) }, base, base.state.unit)
}

/** The case that leads. Its complainant is somebody else: no more of it than where it lies and whether it was answered may go on from here. */
async function leadingCase({ pool }: House, id: string): Promise<CaseState> {
  return foldCase(await read<ToldFact>(pool, asSystem, selectFacts(id)))
}

/** Opens the facts that are told, and the seals of no other. */
function openTold(house: House, facts: readonly ToldFact[], boxes: readonly LockedBox[]): Opened {
  const told = facts.filter(isTold)
  const versions = new Set(told.map(({ version }) => version))
  const opened = openBoxes(
    boxes.filter(({ version }) => versions.has(version)),
    house.ring,
  )
  return told.map((fact) => ({ fact, data: openData(fact, opened) }))
}

type Standing = Pick<PortalCaseView, 'step' | 'left' | 'standing'>

function standingOf(state: CaseState): Standing {
  if (state.status === 'refused' || state.status === 'withdrawn')
    return { step: 'ended', left: state.answered ? 'answered' : stepAt(state.left), standing: state.status }
  if (state.status !== 'open') return { step: 'ended', standing: 'closed' }
  if (state.review === 'asked') return { step: 'answered', standing: 'review' }
  if (state.stage === 'feedback') return inFeedback(state)
  return { step: stepAt(state.stage), standing: state.stage === 'archive' ? 'closed' : state.stage }
}

function stepAt(stage: CaseState['left']): CaseSteps {
  if (stage === 'intake') return 'received'
  return stage === 'triage' ? 'accepted' : 'looking-into'
}

/** Of a case that another is handled with, that other's complainant learns whether it was answered. */
function standingBeside({ answered }: CaseState): Standing {
  return answered ? { step: 'answered', standing: 'merged-answered' } : { step: 'looking-into', standing: 'merged' }
}

function inFeedback({ answered, response }: CaseState): Standing {
  if (!answered) return { step: 'looking-into', standing: 'answer-due' }
  return { step: 'answered', standing: response ? `${response}-by-you` : 'answered' }
}

/** The registration with what was added to it, in the complainant's own words; contact data masked. */
function ownData(opened: Opened, zone: string): PortalCaseView['own'] {
  const first = (opened[0]?.data ?? {}) as Record<string, unknown>
  const party = first.party as Record<string, unknown>
  const later = Object.fromEntries(
    opened
      .filter(({ fact }) => fact.type === 'RegistrationSupplemented')
      .flatMap(({ data }) =>
        (data.fields as { field: string; value: unknown }[]).map(({ field, value }) => [field, value]),
      ),
  )
  const { minor } = (first.amountAsked ?? {}) as { minor?: number }
  const whole: Record<string, unknown> = {
    ...first,
    ...party,
    ...later,
    complainantKind: party.kind,
    happenedOn: later.happenedat ?? wallClock(first.happenedAt, zone),
    amount: minor === undefined ? undefined : `¥${(minor / 100).toFixed(2)}`,
  }
  return ownFields.flatMap((field) =>
    whole[field] === undefined ? [] : [{ field, text: maskOwn(field, whole[field]) }],
  )
}

/** `2026-02-13 14:05`; the day alone where no time of day was told. */
function wallClock(moment: unknown, zone: string): string | undefined {
  if (typeof moment !== 'string') return undefined
  const wall = Temporal.Instant.from(moment).toZonedDateTimeISO(zone).toPlainDateTime()
  return wall.toString({ smallestUnit: 'minute' }).replace('T00:00', '').replace('T', ' ')
}

/** What the office waits for; nothing once the complainant has written, though somebody still has to look at it. */
function askedOf(opened: Opened, state: CaseState): PortalCaseView['asked'] {
  if (state.status !== 'open' || !state.awaiting.includes('complainant')) return null
  const asked = opened.findLastIndex(
    ({ fact, data }) => fact.type === 'InformationRequested' && data.from === 'complainant',
  )
  if (opened.slice(asked).some(({ fact }) => fact.type === 'StatementAdded')) return null
  const data = opened[asked]?.data
  return { what: maskOwn('what', data?.what), until: typeof data?.until === 'string' ? data.until : null }
}

function isPossible(name: (typeof portalCommands)[number], context: Context): boolean {
  const command = commandNamed(name)
  return command?.portal === true && whyNot(command, context) === undefined
}
