import { randomUUID, randomUUIDv7 } from 'node:crypto'
import {
  type ImprovementActor,
  type ImprovementCommand,
  type ImprovementContext,
  type ImprovementOutcome,
  runImprovementCommand,
} from '../../core/7-improvement/command.ts'
import type { ImprovementEvent } from '../../core/7-improvement/events.ts'
import { evolveImprovement } from '../../core/7-improvement/evolve.ts'
import { type ImprovementState, noImprovement, numberOf } from '../../core/7-improvement/state.ts'
import { walledOff } from '../../core/case/wall.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { Client, Statement } from '../db/pool.ts'
import { asSystem, inTransaction, type Scope, type Work } from '../db/transaction.ts'
import { type Organisation, postsOver } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import type { House } from '../house.ts'
import type { Change } from '../live.ts'
import { insertNotices } from '../notices.ts'
import { dayOf, packOn } from '../packs-in-force.ts'
import type { Answer, Receipt } from '../receipt.ts'
import { insertRequest, type RequestKey, replayOf, type StoredAnswer, selectRequest } from '../request-key.ts'
import { noFactBefore, type ToldFact } from '../trail/envelope.ts'
import { isIntakeOnly } from '../trail/log/watch.ts'
import { type KeyRow, selectFacts, selectKeys, streamEnd } from '../trail/read.ts'
import { type StreamEnd, writeFacts } from '../trail/write.ts'
import { selectWallOf } from '../wall.ts'
import { improvementNotices } from './notices.ts'
import { improvementRowOf, insertImprovementRow, updateImprovementRow } from './row.ts'

export type ImprovementCall = {
  readonly command: ImprovementCommand
  /** An order springs from a case; every other command is about a rectification that is there. */
  readonly on: { readonly caseId: string } | { readonly rectification: string }
  /** Parsed by the command's input schema. */
  readonly input: unknown
  readonly caller: ImprovementActor
  readonly key?: RequestKey
  /** The `turns` that the caller saw; absent for a caller who did not look. */
  readonly ifMatch?: number
}

/** A stream that somebody else has just written to is read again; so often at most. */
const tries = 6
const races = ['fact_pkey', 'request_pkey', 'improvement_row_case_id_ordinal_key', 'improvement_row_number_key']

/**
 * The one way anything about a rectification changes: read, let time pass, decide, record, follow up, in one transaction.
 *
 * @returns the receipt, the same again for a request key that was used already; or the refusal
 * @throws only for bugs and broken machinery
 */
export async function handleImprovement(house: House, call: ImprovementCall): Promise<Answer> {
  for (let left = tries; ; left--) {
    try {
      return await attempt(house, call)
    } catch (error) {
      const { code, constraint = '' } = error as { code?: string; constraint?: string }
      if (code !== '23505' || !races.includes(constraint) || left <= 1) throw error
    }
  }
}

type Done = { readonly answer: Answer; readonly tell?: Change }

async function attempt(house: House, call: ImprovementCall): Promise<Answer> {
  const organisation = await house.directory.now()
  if (!organisation) return { refusal: refuse('organisation.not-founded') }
  const id = 'rectification' in call.on ? call.on.rectification : randomUUIDv7()
  const done = await inTransaction(house.pool, scopeOf(call, id), (client) =>
    act(house, organisation, call, id, client),
  )
  if (done.tell) house.live.tell(done.tell)
  return done.answer
}

/** What is about to be ordered has no row yet by which it could be seen. */
function scopeOf({ caller, on }: ImprovementCall, id: string): Scope {
  if (caller.kind === 'system') return asSystem
  return 'caseId' in on ? { person: caller.id, caseId: id } : { person: caller.id }
}

async function act(
  house: House,
  organisation: Organisation,
  call: ImprovementCall,
  id: string,
  client: Client,
): Promise<Work<Done>> {
  const request = call.key && (await client.query<StoredAnswer>(selectRequest(call.key)))
  const replay = call.key && request && replayOf(call.key, request.rows)
  if (replay) return { result: { answer: replay } }
  const found =
    'caseId' in call.on ? await spring(house, organisation, call.on.caseId, id, client) : await there(house, id, client)
  if (!found)
    return { result: { answer: { refusal: refuse('caseId' in call.on ? 'case.unknown' : 'improvement.unknown') } } }
  if (call.caller.kind !== 'system' && isIntakeOnly(house.logWatch, house.now()))
    return { result: { answer: { refusal: refuse('trail.intake-only') } } }
  const { base, end } = found
  if (call.ifMatch !== undefined && call.ifMatch !== base.state.turns)
    return { result: { answer: { refusal: refuse('improvement.changed-meanwhile') } } }
  const outcome = runImprovementCommand(call.command, call.input, {
    ...base,
    now: house.now(),
    ...standing(organisation, call.caller),
  })
  return record(house, organisation, call, { end, outcome, hidden: base.walled })
}

type Found = {
  readonly end: StreamEnd
  readonly base: Pick<ImprovementContext, 'state' | 'spring' | 'walled' | 'pack' | 'calendarHash' | 'zone'>
}

/** Where a new rectification begins. It pins what is in force today, however old its case is. */
async function spring(
  { policies, now }: House,
  organisation: Organisation,
  caseId: string,
  id: string,
  client: Client,
): Promise<Found | undefined> {
  const [{ rows: facts }, { rows }] = await Promise.all([
    client.query<ToldFact>(selectFacts(caseId)),
    client.query<{ last: number }>(lastOrdinal(caseId)),
  ])
  if (facts[0]?.stream !== 'case') return undefined
  const state = foldCase(facts)
  const { number, regimes } = state
  const [leading] = regimes
  if (!leading) throw new Error('a case stands under one pack at least')
  const today = dayOf(now(), organisation)
  const pack = packOn(policies, organisation, leading.pack, today) ?? (await policies.pack(leading.hash))
  const { office } = organisation
  const { hash: calendarHash } = await policies.calendarFor(office)
  const from = { case: caseId, number, ordinal: (rows[0]?.last ?? 0) + 1 }
  const end: StreamEnd = { streamId: id, stream: 'improvement', version: 0, hash: noFactBefore, keys: new Map() }
  const walled = walledOff(state)
  return { end, base: { state: noImprovement, spring: from, walled, pack, calendarHash, zone: office.zone } }
}

function lastOrdinal(caseId: string): Statement {
  const text = 'select coalesce(max(ordinal), 0)::int as last from improvement_row where case_id = $1'
  return { name: 'last-ordinal', text, values: [caseId] }
}

async function there(house: House, id: string, client: Client): Promise<Found | undefined> {
  const [{ rows: facts }, { rows: keys }, { rows: walls }] = await Promise.all([
    client.query<ToldFact>(selectFacts(id)),
    client.query<KeyRow>(selectKeys(id)),
    client.query<{ person_id: string }>(selectWallOf(id)),
  ])
  if (facts[0]?.stream !== 'improvement') return undefined
  const end = streamEnd(id, 'improvement', facts, keys, house.ring)
  const walled = walls.map(({ person_id }) => person_id)
  return { end, base: { ...(await pinnedByImprovement(house, foldImprovementFacts(facts))), walled } }
}

/** The state of a rectification from its stored facts. */
export function foldImprovementFacts(facts: readonly ToldFact[]): ImprovementState {
  return facts.reduce((state, { type, data, origin, occurredAt, byId }) => {
    const event = { type, ...data } as ImprovementEvent
    return evolveImprovement(state, { event, origin, occurredAt, by: byId })
  }, noImprovement)
}

/** A rectification with the pack and the calendar that its order pinned. */
export async function pinnedByImprovement({ policies }: House, state: ImprovementState) {
  const [pack, { calendar }] = await Promise.all([policies.pack(state.regime.hash), policies.calendar(state.calendar)])
  return { state, pack, calendar, calendarHash: state.calendar, zone: calendar.zone }
}

/** Who acts, and what the organisation says of people and units. */
export function standing(
  organisation: Organisation,
  actor: ImprovementActor,
): Pick<ImprovementContext, 'actor' | 'around'> {
  return {
    actor,
    around: {
      isUnit: (one) => organisation.units.get(one)?.closed === false,
      postsOver: (person, one) => postsOver(organisation, person, one),
    },
  }
}

type Making = {
  readonly end: StreamEnd
  readonly outcome: ImprovementOutcome
  /** For whom the case is walled off. */
  readonly hidden: readonly string[]
}

function record(
  house: House,
  organisation: Organisation,
  { caller, key }: ImprovementCall,
  { end, outcome, hidden }: Making,
): Work<Done> {
  const { facts, state, refusal } = outcome
  const receipt = receiptOf(end.streamId, state)
  const answer: Answer = refusal ? { refusal } : { receipt, replayed: false }
  if (facts.length === 0) return { result: { answer } }
  const recordedAt = house.now()
  const request = { requestId: key?.key ?? randomUUID(), byKind: caller.kind, byId: caller.id, recordedAt }
  const { stored, statements } = writeFacts(end, facts, request, house.ring)
  const row = improvementRowOf(end.streamId, state, recordedAt)
  const notices = improvementNotices(stored, state, organisation, hidden)
  const writes = [
    ...(key && !refusal ? [insertRequest(key, receipt)] : []),
    end.version === 0 ? insertImprovementRow(row) : updateImprovementRow(row),
    ...statements,
    ...(notices.length > 0 ? [insertNotices(notices)] : []),
  ]
  const notified = notices.map((notice) => notice.person_id)
  const tell = { caseId: state.case, unit: state.unit, notified, hidden }
  return { result: { answer, tell }, writes }
}

function receiptOf(id: string, state: ImprovementState): Receipt {
  return { id, number: numberOf(state), turns: state.turns, version: state.version }
}

/** Lets time pass for one rectification: what the sweeper sends, and nothing else. */
export async function letImprovementTimePass(house: House, rectification: string): Promise<void> {
  const caller = { kind: 'system', id: 'clock' } as const
  await handleImprovement(house, { command: justTime, on: { rectification }, input: {}, caller })
}

/** A command that decides nothing: time passes before every command, this one too. */
const justTime: ImprovementCommand = {
  name: 'pass-improvement-time',
  summary: 'Let time pass.',
  statuses: ['ordered', 'returned'],
  authority: 'none',
  input: undefined as never,
  decide: () => [],
}
