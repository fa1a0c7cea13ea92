import { randomUUID, randomUUIDv7 } from 'node:crypto'
import type { Actor, Command, Context } from '../core/case/command.ts'
import type { Origin } from '../core/case/events.ts'
import { type Outcome, runCommand, type Step, thenSteps } from '../core/case/run-command.ts'
import { type CaseState, nothingYet } from '../core/case/state.ts'
import { walledOff } from '../core/case/wall.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import { refuse } from '../core/shared/refusal.ts'
import { linkStatements } from './case-links.ts'
import { type CaseNow, pinnedBy } from './case-now.ts'
import { caseRowOf, insertCaseRow, updateCaseRows } from './case-row.ts'
import { sealTitle } from './case-title.ts'
import type { Client, Statement } from './db/pool.ts'
import { asSystem, inTransaction, type Scope, type Work } from './db/transaction.ts'
import { actingFor, holdersOver, type Organisation, officeOf, postsOver } from './directory.ts'
import { noticeStatements } from './doors/outgoing.ts'
import { failpoint } from './failpoint.ts'
import { foldCase } from './fold-case.ts'
import type { House } from './house.ts'
import { justTime } from './just-time.ts'
import { askedIn, type Change } from './live.ts'
import { insertNotices, noticesOf } from './notices.ts'
import { owedStatements } from './owed.ts'
import { type Adopter, dayOf, packOn } from './packs-in-force.ts'
import { precedentStatements } from './precedents.ts'
import type { Answer, Receipt } from './receipt.ts'
import { registrationStatements } from './registration-rows.ts'
import { insertRequest, type RequestKey, replayOf, type StoredAnswer, selectRequest } from './request-key.ts'
import { searchStatements } from './search/todo.ts'
import { statementRequests } from './statement-requests.ts'
import type { ToldFact } from './trail/envelope.ts'
import { isIntakeOnly } from './trail/log/watch.ts'
import { type KeyRow, selectFacts, selectKeys, streamEnd } from './trail/read.ts'
import { type StreamEnd, writeFacts } from './trail/write.ts'
import { evidenceStatements, uploadedOf } from './vault/evidence-rows.ts'
import { takeUpload, type UploadRow } from './vault/uploads.ts'
import { wallStatements } from './wall.ts'
import { webhookMessages } from './webhooks/messages.ts'

/** Who calls, before the posts over the unit of the case are known. */
export type Caller =
  | { readonly kind: 'staff'; readonly id: string }
  | { readonly kind: 'complainant'; readonly id: string; readonly party: string }
  /** Sees nothing of the case but what was asked. */
  | { readonly kind: 'respondent'; readonly id: string; readonly ordinal: number }
  /** Sees nothing of the case but the task. */
  | { readonly kind: 'concerned'; readonly id: string; readonly task: number }
  | { readonly kind: 'system'; readonly id: string }

export type Call = {
  readonly command: Command
  /** Left out for the command that opens a case. */
  readonly caseId?: string
  /** Parsed by the command's input schema. */
  readonly input: unknown
  readonly caller: Caller
  readonly key?: RequestKey
  /** The `turns` that the caller saw; absent for a caller who did not look. */
  readonly ifMatch?: number
  /** For imports: when the step happened. */
  readonly occurredAt?: string
  readonly origin?: Origin
  /** For imports: the packs under which the case is opened, by id; otherwise those of the organisation. */
  readonly packs?: readonly string[]
  /** For imports: what the record of a new case holds beside its registration; all of it is stored or none. */
  readonly steps?: readonly Step[]
  /** The caller has just shown the own password. */
  readonly signed?: true
  /** Only to put a case under the calendar of its office as it is announced now. */
  readonly follows?: true
  /** Further statements that must be stored with the facts or not at all. */
  readonly alongside?: (caseId: string) => readonly Statement[]
}

/** A stream that somebody else has just written to is read again; so often at most. */
const tries = 6

/**
 * The one way anything about a case changes: read, let time pass, decide, record, follow up, in one transaction.
 *
 * @returns the receipt, the same again for a request key that was used already; or the refusal
 * @throws only for bugs and broken machinery
 */
export async function handleCommand(house: House, call: Call): Promise<Answer> {
  for (let left = tries; ; left--) {
    try {
      return await attempt(house, call)
    } catch (error) {
      if (!isRace(error) || left <= 1) throw error
    }
  }
}

function isRace(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '23505' && (constraint === 'fact_pkey' || constraint === 'request_pkey')
}

async function attempt(house: House, call: Call): Promise<Answer> {
  const organisation = await house.directory.now()
  if (!organisation) return { refusal: refuse('organisation.not-founded') }
  const id = call.caseId ?? randomUUIDv7()
  failpoint('command.before')
  const done = await inTransaction(house.pool, scopeOf(call, id), (client) =>
    call.caseId ? onCase(house, organisation, call, id, client) : newCase(house, organisation, call, id, client),
  )
  failpoint('command.committed')
  if ('tell' in done && done.tell) house.live.tell(done.tell)
  failpoint('command.told')
  return done.answer
}

/** A member of staff who sees nothing of the case but what was asked. */
function isOutside({ kind }: Caller): boolean {
  return kind === 'respondent' || kind === 'concerned'
}

type Done = { readonly answer: Answer; readonly tell?: Change }

function scopeOf({ caller, caseId }: Call, id: string): Scope {
  if (caller.kind === 'system') return asSystem
  if (caller.kind === 'complainant' || isOutside(caller)) return { person: '', caseId: id }
  return caseId ? { person: caller.id } : { person: caller.id, caseId: id }
}

async function newCase(
  house: House,
  organisation: Organisation,
  call: Call,
  id: string,
  client: Client,
): Promise<Work<Done>> {
  const replay = call.key && replayOf(call.key, (await client.query<StoredAnswer>(selectRequest(call.key))).rows)
  if (replay) return { result: { answer: replay } }
  const now = call.occurredAt ?? house.now()
  const packs = packsOf(house, { ...organisation, packs: call.packs ?? organisation.packs }, now)
  const unit = (call.input as { unit?: string }).unit ?? ''
  const calendar = await house.policies.calendarFor(officeOf(organisation, unit))
  const year = Temporal.Instant.from(house.now()).toZonedDateTimeISO(organisation.office.zone).year
  const allotted = { number: await house.numbers.next(year), receipt: randomUUID() }
  const base = { state: nothingYet, packs, calendar, now }
  const context = { ...contextOf(organisation, call, base, unit), allotted }
  failpoint('command.numbered')
  const opened = runCommand(call.command, call.input, context, call.origin)
  const outcome = thenSteps(opened, call.steps ?? [], context, call.origin ?? 'human')
  const end: StreamEnd = { streamId: id, stream: 'case', version: 0, hash: '0'.repeat(64), keys: new Map() }
  return record(house, organisation, call, { outcome, end, base, receipt: allotted.receipt })
}

async function onCase(
  house: House,
  organisation: Organisation,
  call: Call,
  id: string,
  client: Client,
): Promise<Work<Done>> {
  // Awaited together: of a broken connection each of them fails, and a failure that nobody awaits ends the process.
  const [{ rows: facts }, { rows: keys }, request] = await Promise.all([
    client.query<ToldFact>(selectFacts(id)),
    client.query<KeyRow>(selectKeys(id)),
    call.key && client.query<StoredAnswer>(selectRequest(call.key)),
  ])
  const replay = call.key && request && replayOf(call.key, request.rows)
  if (replay) return { result: { answer: replay } }
  if (facts[0]?.stream !== 'case') return { result: { answer: { refusal: refuse('case.unknown') } } }
  if (mustWait(house, call)) return { result: { answer: { refusal: refuse('trail.intake-only') } } }
  const state = foldCase(facts)
  if (call.ifMatch !== undefined && call.ifMatch !== state.turns)
    return { result: { answer: { refusal: refuse('case.changed-meanwhile') } } }
  const base = { state, ...(await pinnedBy(house, state)), now: call.occurredAt ?? house.now() }
  failpoint('command.read')
  const taken = await takeUpload(client, call.caller.id, id, call.input)
  if (taken) failpoint('command.upload-taken')
  if (call.signed) failpoint('command.signed')
  const announced = call.follows && (await house.policies.calendarFor(base.calendar.calendar.plain.office))
  const context = {
    ...contextOf(organisation, call, base, state.unit),
    ...(announced && { announced }),
    ...(taken && { uploaded: uploadedOf(house, taken) }),
    ...(call.signed && { signed: call.signed }),
  }
  const outcome = runCommand(call.command, call.input, context, call.origin)
  failpoint('command.decided')
  const calendar = outcome.state.calendar === announced?.hash ? announced : base.calendar
  const end = streamEnd(id, 'case', facts, keys, house.ring)
  return record(house, organisation, call, { outcome, end, base: { ...base, calendar }, taken })
}

/** While no checkpoint comes out, the clock runs on and what complainants say is taken; nothing is decided. */
function mustWait({ logWatch, now }: House, { command, caller }: Call): boolean {
  return caller.kind !== 'system' && !command.portal && isIntakeOnly(logWatch, now())
}

/** All that a decision on a case may see, for a caller with the posts held over its unit. */
export function contextOf(
  organisation: Organisation,
  { caller }: Pick<Call, 'caller'>,
  base: CaseNow,
  unit: string,
): Context {
  const actor: Actor =
    caller.kind === 'staff'
      ? { ...caller, posts: postsOver(organisation, caller.id, unit), ...actingFor(organisation, caller.id, unit) }
      : caller
  const [pack] = base.packs
  if (!pack) throw new Error('a case stands under one pack at least')
  const around = {
    isUnit: (one: string) => organisation.units.get(one)?.closed === false,
    isPerson: (person: string) => organisation.people.has(person),
    postsOver: (person: string, one: string) => postsOver(organisation, person, one),
    holdersOver: (post: string, one: string) => holdersOver(organisation, post, one),
  }
  return { ...base, pack, calendar: base.calendar.calendar, calendarHash: base.calendar.hash, actor, around }
}

function packsOf({ policies }: House, adopter: Adopter, receivedAt: string): PackInForce[] {
  const day = dayOf(receivedAt, adopter)
  return adopter.packs.map((id) => {
    const pack = packOn(policies, adopter, id, day)
    if (!pack) throw new Error(`the pack ${id} is not in the folder`)
    return pack
  })
}

type Making = {
  readonly outcome: Outcome
  readonly end: StreamEnd
  readonly base: CaseNow
  readonly receipt?: string
  readonly taken?: UploadRow | undefined
}

function record(
  house: House,
  organisation: Organisation,
  call: Call,
  { outcome, end, base, receipt, taken }: Making,
): Work<Done> {
  const { facts, state, refusal } = outcome
  if (facts.length === 0)
    return {
      result: { answer: refusal ? { refusal } : { receipt: receiptOf(end.streamId, state, receipt), replayed: false } },
    }
  const recordedAt = house.now()
  const requestId = call.key?.key ?? randomUUID()
  const { stored, statements } = writeFacts(
    end,
    facts,
    {
      requestId,
      byKind: isOutside(call.caller) ? 'staff' : call.caller.kind,
      byId: call.caller.id,
      recordedAt,
    },
    house.ring,
  )
  failpoint('command.sealed')
  const row = caseRowOf(end.streamId, state, base.packs, base.calendar.calendar, recordedAt)
  // What an import writes down happened long ago: it is no news to anybody.
  const notices = call.origin === 'import' ? [] : noticesOf(stored, { state, packs: base.packs }, organisation)
  const given = receiptOf(end.streamId, state, receipt)
  const writes = [
    ...(call.key && !refusal ? [insertRequest(call.key, given)] : []),
    ...(end.version === 0
      ? [
          insertCaseRow(row, sealTitle(house.ring, end.streamId, (call.input as { title: string }).title)),
          ...registrationStatements(house.ring, end.streamId, call.input, given),
        ]
      : []),
    ...statements,
    ...(notices.length > 0 ? [insertNotices(notices)] : []),
    ...linkStatements(stored),
    ...(call.origin === 'import' ? [] : webhookMessages(organisation, state.number, stored)),
    ...statementRequests(end.streamId, facts, recordedAt, house.ring),
    ...evidenceStatements(stored, taken),
    ...owedStatements(end.streamId, base.state, state, recordedAt),
    ...precedentStatements(end.streamId, base.state, state, recordedAt),
    ...searchStatements(end.streamId, facts, base.state, state),
    ...(call.origin === 'import' ? [] : noticeStatements(house, stored)),
    ...(call.alongside?.(end.streamId) ?? []),
    // Last, since a case handed to another unit is out of the caller's sight from here on.
    ...(end.version === 0 ? [] : [updateCaseRows([row])]),
    // Behind even that, since whoever steps back sees nothing of the case from here on.
    ...wallStatements(end.streamId, base.state, state),
  ]
  failpoint('command.recorded')
  const notified = notices.map((notice) => notice.person_id)
  const asked = facts.flatMap(({ event }) => askedIn(event))
  const tell = { caseId: end.streamId, unit: state.unit, notified, hidden: walledOff(state), asked }
  return { result: { answer: refusal ? { refusal } : { receipt: given, replayed: false }, tell }, writes }
}

function receiptOf(id: string, { number, turns, version }: CaseState, receipt: string | undefined): Receipt {
  return { id, number, turns, version, ...(receipt && { receipt }) }
}

/** Lets time pass for one case: what the sweeper sends, and nothing else. */
export async function letTimePassIn(house: House, caseId: string): Promise<void> {
  await handleCommand(house, { command: justTime, caseId, input: {}, caller: { kind: 'system', id: 'clock' } })
}
