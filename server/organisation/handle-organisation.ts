import { randomUUID, randomUUIDv7 } from 'node:crypto'
import {
  type OrganisationActor,
  type OrganisationCommand,
  type OrganisationContext,
  runOrganisationCommand,
} from '../../core/organisation/command.ts'
import type { OrganisationEvent } from '../../core/organisation/events.ts'
import { evolveOrganisation } from '../../core/organisation/evolve.ts'
import { noOrganisation, type OrganisationState } from '../../core/organisation/state.ts'
import { isRefusal, type Refusal } from '../../core/shared/refusal.ts'
import type { Client, Statement } from '../db/pool.ts'
import { asSystem, inTransaction, type Work } from '../db/transaction.ts'
import { failpoint } from '../failpoint.ts'
import type { House } from '../house.ts'
import { adoptedNow, adopterOf, dayOf, packOn } from '../packs-in-force.ts'
import { insertRequest, type RequestKey, replayOf, type StoredAnswer, selectRequest } from '../request-key.ts'
import { hashPassword } from '../sessions/password.ts'
import { forgetSessions } from '../sessions/staff-session.ts'
import { noFactBefore, type ToldFact } from '../trail/envelope.ts'
import { type KeyRow, selectFacts, selectKeys, streamEnd } from '../trail/read.ts'
import { type StreamEnd, writeFacts } from '../trail/write.ts'
import { type Judgement, judge } from './judge.ts'
import { loginDigest } from './login.ts'
import { passwordMark } from './password-mark.ts'
import { organisationRow, rowsOf } from './rows.ts'
import { sightRows } from './sight.ts'

export type OrganisationCall = {
  readonly command: OrganisationCommand
  /** Parsed by the command's input schema. */
  readonly input: unknown
  readonly caller: OrganisationActor
  readonly key?: RequestKey
  /** Digest of the session that outlives a new password: the one in which it was chosen. */
  readonly staying?: Buffer
  /** Further statements that must be stored with the facts or not at all. */
  readonly alongside?: readonly Statement[]
}

/** `id` names what was added, or the organisation. */
export type OrganisationReceipt = { readonly id: string; readonly version: number }
export type OrganisationAnswer =
  | { readonly receipt: OrganisationReceipt; readonly replayed: boolean }
  | { readonly refusal: Refusal }

/** The organisation that somebody else has just changed is read again; of those who race one wins each time. */
const tries = 20
const races = ['fact_pkey', 'request_pkey', 'organisation_pkey', 'account_login_digest_key']

/**
 * The one way anything about the organisation changes: read, decide, record, follow up, in one transaction.
 *
 * @returns the receipt, the same again for a request key that was used already; or the refusal
 * @throws only for bugs and broken machinery
 */
export async function handleOrganisation(house: House, call: OrganisationCall): Promise<OrganisationAnswer> {
  const hash = once(() => hashIn(call.input))
  for (let left = tries; ; left--) {
    try {
      const answer = await inTransaction(house.pool, asSystem, (client) => attempt(house, { ...call, hash }, client))
      failpoint('organisation.committed')
      await house.directory.refresh()
      forgetSessions(house)
      return answer
    } catch (error) {
      const { code, constraint = '' } = error as { code?: string; constraint?: string }
      if (code !== '23505' || !races.includes(constraint) || left <= 1) throw error
    }
  }
}

/** The hash is dear: made once however often the call is tried, and not at all for a refused one. */
type Attempt = OrganisationCall & { readonly hash: () => Promise<string | undefined> }

async function attempt(house: House, call: Attempt, client: Client): Promise<Work<OrganisationAnswer>> {
  const replay = call.key && replayOf(call.key, (await client.query<StoredAnswer>(selectRequest(call.key))).rows)
  if (replay) return { result: 'refusal' in replay ? replay : { receipt: receiptOf(replay.receipt), replayed: true } }
  const { end, state } = await current(house, client)
  const judgement = await judge(house, client, state, call.input)
  const context = await contextOf(house, call, state, client, judgement)
  const events = runOrganisationCommand(call.command, call.input, context)
  if (isRefusal(events)) return { result: { refusal: events } }
  if (events.length === 0) return { result: { receipt: { id: end.streamId, version: state.version }, replayed: false } }
  return record(house, call, { end, state, events, keep: judgement?.keep ?? [] })
}

async function contextOf(
  house: House,
  call: OrganisationCall,
  state: OrganisationState,
  client: Client,
  judgement: Judgement | undefined,
): Promise<OrganisationContext> {
  const people = (await house.directory.now())?.people
  const { login, administrator } = call.input as { login?: string; administrator?: { login: string } }
  return {
    state,
    actor: call.caller,
    packs: await packsOf(house, state),
    today: dayOf(house.now(), { office: { zone: state.hours?.zone ?? 'UTC' } }),
    judged: judgement?.judged,
    announced: judgement?.announced,
    allotted: {
      unit: randomUUIDv7(),
      person: randomUUIDv7(),
      revision: randomUUIDv7(),
      delegation: randomUUIDv7(),
      token: randomUUIDv7(),
      webhook: randomUUIDv7(),
    },
    loginTaken: await isLoginTaken(house, client, login ?? administrator?.login),
    called: (person) => people?.get(person) ?? { name: '', login: '' },
  }
}

type Making = {
  readonly end: StreamEnd
  readonly state: OrganisationState
  readonly events: readonly OrganisationEvent[]
  /** What has to be there once the facts are. */
  readonly keep: readonly Statement[]
}

async function record(house: House, call: Attempt, made: Making): Promise<Work<OrganisationAnswer>> {
  const { end, events } = made
  const state = events.reduce(evolveOrganisation, made.state)
  const recordedAt = house.now()
  const hash = await call.hash()
  const facts = events.map((event) => ({
    event: marked(house, event, hash),
    origin: 'human' as const,
    occurredAt: recordedAt,
  }))
  const requestId = call.key?.key ?? randomUUID()
  const request = { requestId, byKind: call.caller.kind, byId: call.caller.id, recordedAt }
  failpoint('organisation.decided')
  const receipt = { id: addedBy(events) ?? end.streamId, version: state.version }
  const adopter = await adopterOf(house.policies, state)
  const beside = { ring: house.ring, hash, staying: call.staying }
  const writes: Statement[] = [
    ...made.keep,
    ...(call.key ? [insertRequest(call.key, { ...receipt, number: '', turns: state.version })] : []),
    ...writeFacts(end, facts, request, house.ring).statements,
    organisationRow(end.streamId, state, end.version === 0),
    ...rowsOf(events, beside),
    ...(call.alongside ?? []),
    ...sightRows(events, state, adoptedNow(house, adopter), dayOf(house.now(), adopter)),
  ]
  return { result: { receipt, replayed: false }, writes }
}

function marked({ ring }: House, event: OrganisationEvent, hash: string | undefined): OrganisationEvent {
  if (event.type !== 'PasswordSet' || hash === undefined) return event
  return { ...event, mark: passwordMark(ring, event.person, hash) }
}

function addedBy(events: readonly OrganisationEvent[]): string | undefined {
  const person = events.find((event) => event.type === 'PersonAdded')?.person
  const revision = events.find((event) => event.type === 'PackRevisionProposed')?.revision
  const delegation = events.find((event) => event.type === 'PostDelegated')?.delegation
  const token = events.find((event) => event.type === 'TokenIssued')?.token
  const webhook = events.find((event) => event.type === 'WebhookAdded')?.webhook
  return (
    person ?? revision ?? delegation ?? token ?? webhook ?? events.find((event) => event.type === 'UnitAdded')?.unit
  )
}

function receiptOf({ id, version }: OrganisationReceipt): OrganisationReceipt {
  return { id, version }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** The hash of the password that an input sets. */
async function hashIn(input: unknown): Promise<string | undefined> {
  const { password, administrator } = input as { password?: string; administrator?: { password: string } }
  const chosen = password ?? administrator?.password
  return chosen === undefined ? undefined : await hashPassword(chosen)
}

/** The organisation's stream as it stands; a new one where nothing was founded yet. */
async function current(house: House, client: Client): Promise<{ end: StreamEnd; state: OrganisationState }> {
  const { rows } = await client.query<{ id: string }>('select id from organisation')
  const id = rows[0]?.id
  if (!id) return { end: emptyStream(randomUUIDv7()), state: noOrganisation }
  const reads = [client.query<ToldFact>(selectFacts(id)), client.query<KeyRow>(selectKeys(id))] as const
  const [{ rows: facts }, { rows: keys }] = await Promise.all(reads)
  return { end: streamEnd(id, 'organisation', facts, keys, house.ring), state: foldOrganisation(facts) }
}

function emptyStream(streamId: string): StreamEnd {
  return { streamId, stream: 'organisation', version: 0, hash: noFactBefore, keys: new Map() }
}

/** The state of an organisation from its stored facts. */
export function foldOrganisation(facts: readonly ToldFact[]): OrganisationState {
  return facts.reduce(
    (state, { type, data }) => evolveOrganisation(state, { type, ...data } as OrganisationEvent),
    noOrganisation,
  )
}

async function packsOf(house: House, state: OrganisationState): Promise<OrganisationContext['packs']> {
  const { policies, now } = house
  const adopter = await adopterOf(policies, state)
  const today = dayOf(now(), adopter)
  const posts = (id: string) => Object.keys(packOn(policies, adopter, id, today)?.content.authority.posts ?? {})
  return new Map([...policies.current.values()].map(({ id, hash }) => [id, { hash, posts: posts(id) }]))
}

async function isLoginTaken({ ring }: House, client: Client, login: string | undefined): Promise<boolean> {
  if (login === undefined) return false
  const asked = { text: 'select from account where login_digest = $1', values: [loginDigest(ring, login)] }
  return (await client.query(asked)).rowCount !== 0
}
