import { randomUUIDv7 } from 'node:crypto'
import type { CasePageView, CaseRow } from '../../api/cases.ts'
import type { Language } from '../../core/calendar/allowance.ts'
import type { OfficeCalendar } from '../../core/calendar/office-calendar.ts'
import type { Context } from '../../core/case/command.ts'
import { allCommands, commandNamed } from '../../core/case/commands.ts'
import { expectedNext } from '../../core/case/expected-next.ts'
import { whyNot } from '../../core/case/may-run.ts'
import type { CaseState } from '../../core/case/state.ts'
import { asOfNow } from '../case-now.ts'
import type { Statement } from '../db/pool.ts'
import { read, readAhead } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import { etagOf } from '../http/command-routes.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'
import { rowColumns, type StoredRow, showRows } from './case-rows.ts'
import { decisionsOf } from './decisions.ts'
import { investigationOf } from './investigation.ts'
import { offeredDrafts } from './language-model.ts'
import { contactsMasked, identityMasked, maskData, textsMasked } from './mask.ts'
import { explainObligations } from './obligations.ts'
import { showRectifications } from './rectifications.ts'
import { registrationOf } from './registration.ts'
import { reportOf } from './report.ts'
import { silenced } from './silenced.ts'
import { tellFacts } from './story.ts'

/** Who reads, and in which language. */
export type Reader = { readonly person: string; readonly language: Language }
type Row = StoredRow & { readonly rectifications: readonly string[]; readonly walls: readonly string[] }
/** A fact with its sealed values opened; what was erased is null. */
export type Opened = { readonly fact: ToldFact; readonly data: Record<string, unknown> }

/**
 * As what a case is read: so it is written down. With a reason contact data is given in full, and the reason is kept, sealed
 * since people write names into it.
 */
export type Reading = {
  readonly what: 'case' | 'sheet' | 'file' | 'report' | 'dossier' | 'draft'
  readonly reason?: string | undefined
}

/** A case as one person may see it, with what its page was made of: no fact of the trail that the page does not tell. */
export type OpenCase = { readonly page: CasePageView; readonly told: readonly Opened[]; readonly context: Context }

/** Everything the case page shows to one person, with a reason nothing of it masked; see `openCase`. */
export async function readCase(
  house: House,
  organisation: Organisation,
  reader: Reader,
  id: string,
  reason?: string,
): Promise<CasePageView | undefined> {
  return (await openCase(house, organisation, reader, id, { what: 'case', reason }))?.page
}

/**
 * A case as one person may see it; undefined where that person may not, or there is none. Writes down that it was read, and
 * gives nothing before that is kept.
 */
export async function openCase(
  house: House,
  organisation: Organisation,
  { person, language }: Reader,
  id: string,
  reading: Reading,
): Promise<OpenCase | undefined> {
  const statements = [selectRow(house, person, id, reading), selectFacts(id), selectBoxes(id)]
  const { answers, kept } = await readAhead<[Row, ToldFact, LockedBox]>(house.pool, { person }, statements)
  const [rows, facts, boxes] = answers
  const rectifications = (rows[0]?.rectifications ?? []).map((one) => ({ id: one, sees: true }))
  if (rows.length === 0 || facts.length === 0) return undefined
  const opened = openBoxes(boxes, house.ring)
  const silent = await silenced(house, id, rows[0]?.walls ?? [])
  const base = await asOfNow(house, foldCase(facts))
  const state = { ...base.state, links: base.state.links.filter(silent.mayLink) }
  const context = contextOf(organisation, { caller: { kind: 'staff', id: person } }, { ...base, state }, state.unit)
  const expected = expectedNext(state, context.packs) ?? null
  const allowed = allowedNow(context, expected)
  const masked = !isConcerned(allowed) && state.handler !== person && reading.reason === undefined
  const masks = reading.reason === undefined ? contactsMasked : identityMasked
  const told = facts.map((fact) => ({ fact, data: shownTo(masked, openData(fact, opened)) }))
  const registered = registrationOf(told, state, masks)
  const [row] = await showRows(house, rows, () => registered.registration.title ?? '')
  const page = {
    row: row as CaseRow,
    etag: etagOf(state.turns),
    ...standing(state),
    ...registered,
    proposal: proposalOf(told, state),
    obligations: explainObligations({ ...context, calendarOf: await earlierCalendars(house, state), language }),
    facts: tellFacts(told.filter(silent.mayTell), organisation, masks),
    rectifications: await showRectifications(house, organisation, person, rectifications),
    masked,
    allowed,
    drafts: offeredDrafts(organisation, allowed),
    expected,
    statements: statementsOf(told),
    ...decisionsOf(told, state, organisation, base.now),
    liability: liabilityOf(told, state),
    investigation: investigationOf(told, context, organisation),
    report: reportOf(told, context),
    links: await numberLinks(house, person, linksOf(state).filter(silent.mayLink)),
  }
  await kept
  return { page, told: told.filter(silent.mayTell), context }
}

function shownTo(masked: boolean, data: Record<string, unknown>): Record<string, unknown> {
  return masked ? (maskData(data, textsMasked) as Record<string, unknown>) : data
}

/** The calendars by which duties were counted before the case came under another. */
async function earlierCalendars({ policies }: House, { obligations }: CaseState) {
  const hashes = new Set(obligations.flatMap(({ calendar }) => calendar ?? []))
  const pinned = await Promise.all([...hashes].map((hash) => policies.calendar(hash)))
  const known = new Map(pinned.map(({ hash, calendar }) => [hash, calendar]))
  return (hash: string) => known.get(hash) as OfficeCalendar
}

function selectRow({ now, ring }: House, person: string, id: string, { what, reason }: Reading): Statement {
  const text = `with p as (select * from case_row where id = $1),
    logged as (insert into read_log (id, at, person_id, what, case_ids, reason_box) select $2, $3, $4, $5, array[p.id], $6 from p)
    select ${rowColumns}, array(select i.id from improvement_row i where i.case_id = p.id order by i.ordinal) as rectifications, my_walls() as walls from p`
  const entry = randomUUIDv7()
  const box = reason === undefined ? null : ring.sealRow(`read_log|reason|${entry}`, reason)
  const read = reason === undefined ? what : `reveal:${what}`
  return { name: 'case-page-row', text, values: [id, entry, now(), person, read, box] }
}

type Linked = Omit<CasePageView['links'][number], 'number'>

/** The other cases that a case goes with: linked, merged, split off. */
function linksOf({ links, merged, takenIn, parts, partOf }: CaseState): Linked[] {
  return [
    ...(merged ? [{ other: merged.into, kind: 'merged-into' }] : []),
    ...takenIn.map((one) => ({ other: one.case, kind: 'taken-in' })),
    ...(partOf === undefined ? [] : [{ other: partOf, kind: 'part-of' }]),
    ...parts.map((other) => ({ other, kind: 'part' })),
    ...links,
  ]
}

/** Links with the numbers of the other cases, as far as the reader may see those. */
async function numberLinks(
  { pool }: House,
  person: string,
  links: readonly Linked[],
): Promise<CasePageView['links'][number][]> {
  if (links.length === 0) return []
  const text = 'select id, number from case_row where id = any($1::uuid[])'
  const values = [links.map(({ other }) => other)]
  const rows = await read<{ id: string; number: string }>(pool, { person }, { name: 'case-page-links', text, values })
  return links.map((link) => ({ ...link, number: rows.find(({ id }) => id === link.other)?.number ?? null }))
}

function standing(state: CaseState) {
  return {
    regimes: state.regimes.map(({ pack, hash, version, grade, axes }) => ({
      pack,
      hash,
      version,
      grade: grade ?? null,
      axes: { ...axes },
    })),
    circumstances: state.moments.CircumstancesRecorded ? { ...state.circumstances } : null,
    left: state.left ?? null,
    valid: state.valid ?? null,
    outcome: state.outcome ?? null,
    answered: state.answered,
    solved: state.solved ?? null,
    response: state.response ?? null,
    review: state.review ?? null,
    hold: state.hold,
    respondents: [...state.respondents],
    recused: [...state.recused],
    retainUntil: state.retainUntil ?? null,
  }
}

function proposalOf(told: readonly Opened[], { proposal }: CaseState): CasePageView['proposal'] {
  if (!proposal) return null
  const data = told.findLast(({ fact }) => fact.type === 'RemedyProposed')?.data as {
    lines: { kind: string; amount?: { minor: number; currency: string }; what: string | null; until?: string }[]
  }
  const lines = data.lines.map(({ kind, amount, what, until }) => ({
    kind,
    amount: amount ?? null,
    what,
    until: until ?? null,
  }))
  return {
    number: proposal.number,
    status: proposal.status,
    by: proposal.by,
    approvers: [...proposal.approvers],
    total: proposal.total ?? null,
    lines,
  }
}

type Asked = { ordinal: number; staff: string; question: string | null; until: string }
type Given = { ordinal: number; text: string | null }

/** Each question with its answer. */
function statementsOf(told: readonly Opened[]): CasePageView['statements'] {
  const given = told.filter(({ fact }) => fact.type === 'StatementGiven')
  const asked = told.filter(({ fact }) => fact.type === 'StatementAsked')
  return asked.map(({ fact, data }) => {
    const { ordinal, staff, question, until } = data as Asked
    const answer = given.find((one) => (one.data as Given).ordinal === ordinal)
    const said = { text: (answer?.data as Given | undefined)?.text ?? null, givenAt: answer?.fact.occurredAt ?? null }
    return { ordinal, staff, question, until, askedAt: fact.occurredAt, ...said }
  })
}

/** Who bears which share; who is no member of staff stands by name in the fact that decided it. */
function liabilityOf(told: readonly Opened[], { liability }: CaseState): CasePageView['liability'] {
  const decided = told.filter(({ fact }) => fact.type === 'LiabilityDecided').map(({ data }, at) => ({ data, at }))
  return liability.map(({ line, unit, staff, share }) => {
    const found = decided.findLast(({ data, at }) => (data.line ?? at + 1) === line)
    return {
      line,
      unit,
      staff: staff ?? null,
      person: (found?.data.person as string | null | undefined) ?? null,
      share,
    }
  })
}

/** Those that belong to one stage alone come before those that are open in many. */
const onCases = allCommands.filter(({ creates }) => !creates).sort((a, b) => a.stages.length - b.stages.length)

/** The commands this person may run now, the expected one first. */
function allowedNow(context: Context, next: string | null): string[] {
  const names = onCases.filter((command) => !whyNot(command, context)).map(({ name }) => name)
  return next && names.includes(next) ? [next, ...names.filter((name) => name !== next)] : names
}

/** Whether somebody has more to do for a case than to read it, or to step back from it. */
function isConcerned(allowed: readonly string[]): boolean {
  return allowed.some((name) => commandNamed(name)?.authority !== 'may-read')
}
