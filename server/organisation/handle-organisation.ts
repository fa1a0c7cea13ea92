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
import type { House } from '../house.ts'
import { insertRequest, type RequestKey, replayOf, selectRequest, type StoredAnswer } from '../request-key.ts'
import { hashPassword } from '../sessions/password.ts'
import { forgetSessions } from '../sessions/staff-session.ts'
import { noFactBefore, type StoredFact } from '../trail/envelope.ts'
import { type KeyRow, selectFacts, selectKeys, streamEnd } from '../trail/read.ts'
import { type StreamEnd, writeFacts } from '../trail/write.ts'
import { loginDigest } from './login.ts'
import { organisationRow, rowsOf } from './rows.ts'
import { sightRows } from './sight.ts'

export type OrganisationCall = {
  readonly command: OrganisationCommand
  /** Parsed by the command's input schema. */
  readonly input: unknown
  readonly caller: OrganisationActor
  readonly key?: RequestKey
  /** The password that the command sets, where a person chose it; otherwise one is drawn and told once. */
  readonly password?: string
  /** Digest of the session that outlives a new password: the one in which it was chosen. */
  readonly staying?: Buffer
}

/** `id` names what was added; `password` is the drawn one, for the first sign-in. */
export type OrganisationReceipt = { readonly version: number; readonly id?: string; readonly password?: string }
export type OrganisationAnswer =
  | { readonly receipt: OrganisationReceipt; readonly replayed: boolean }
  | { readonly refusal: Refusal }

/** The organisation that somebody else has just changed is read again; so often at most. */
const tries = 6
const races = ['fact_pkey', 'request_pkey', 'organisation_pkey', 'account_login_digest_key']

/**
 * The one way anything about the organisation changes: read, decide, record, follow up, in one transaction.
 *
 * @returns the receipt, the same again for a request key that was used already; or the refusal
 * @throws only for bugs and broken machinery
 */
export async function handleOrganisation(house: House, call: OrganisationCall): Promise<OrganisationAnswer> {
  for (let left = tries; ; left--) {
    try {
      const answer = await inTransaction(house.pool, asSystem, (client) => attempt(house, call, client))
      await house.directory.refresh()
      forgetSessions(house)
      return answer
    } catch (error) {
      const { code, constraint = '' } = error as { code?: string; constraint?: string }
      if (code !== '23505' || !races.includes(constraint) || left <= 1) throw error
    }
  }
}

async function attempt(house: House, call: OrganisationCall, client: Client): Promise<Work<OrganisationAnswer>> {
  const replay = call.key && replayOf(call.key, (await client.query<StoredAnswer>(selectRequest(call.key))).rows)
  if (replay) return { result: told(house, replay) }
  const { end, state } = await current(house, client)
  const allotted = { unit: randomUUIDv7(), person: randomUUIDv7() }
  const context: OrganisationContext = {
    state,
    actor: call.caller,
    packs: postsOfPacks(house),
    allotted,
    loginTaken: await isLoginTaken(house, client, call.input),
  }
  const events = runOrganisationCommand(call.command, call.input, context)
  if (isRefusal(events)) return { result: { refusal: events } }
  if (events.length === 0) return { result: { receipt: { version: state.version }, replayed: false } }
  return record(house, call, { end, state, events })
}

type Making = {
  readonly end: StreamEnd
  readonly state: OrganisationState
  readonly events: readonly OrganisationEvent[]
}

async function record(house: House, call: OrganisationCall, made: Making): Promise<Work<OrganisationAnswer>> {
  const { end, events } = made
  const state = events.reduce(evolveOrganisation, made.state)
  const drawn = events.some((event) => event.type === 'PasswordSet') && call.password === undefined
  const stored = storedAnswer(end.streamId, events, state, drawn ? randomUUID() : undefined)
  const answer = told(house, { receipt: stored, replayed: false })
  const password = call.password ?? ('receipt' in answer ? answer.receipt.password : undefined)
  const hash = password === undefined ? undefined : await hashPassword(password)
  const recordedAt = house.now()
  const facts = events.map((event) => ({ event, origin: 'human' as const, occurredAt: recordedAt }))
  const request = { requestId: call.key?.key ?? randomUUID(), byKind: call.caller.kind, byId: call.caller.id, recordedAt }
  const writes: Statement[] = [
    ...(call.key ? [insertRequest(call.key, stored)] : []),
    ...writeFacts(end, facts, request, house.ring).statements,
    organisationRow(end.streamId, state, end.version === 0),
    ...rowsOf(events, { ring: house.ring, ...(hash && { hash }), ...(call.staying && { staying: call.staying }) }),
    ...sightRows(events, state, house.policies),
  ]
  return { result: answer, writes }
}

/** The organisation's stream as it stands; a new one where nothing was founded yet. */
async function current(house: House, client: Client): Promise<{ end: StreamEnd; state: OrganisationState }> {
  const { rows } = await client.query<{ id: string }>('select id from organisation')
  const id = rows[0]?.id
  if (!id) return { end: emptyStream(randomUUIDv7()), state: noOrganisation }
  const reads = [client.query<StoredFact>(selectFacts(id)), client.query<KeyRow>(selectKeys(id))] as const
  const [{ rows: facts }, { rows: keys }] = await Promise.all(reads)
  return { end: streamEnd(id, 'organisation', facts, keys, house.ring), state: foldOrganisation(facts) }
}

function emptyStream(streamId: string): StreamEnd {
  return { streamId, stream: 'organisation', version: 0, hash: noFactBefore, keys: new Map() }
}

/** The state of an organisation from its stored facts. */
export function foldOrganisation(facts: readonly StoredFact[]): OrganisationState {
  return facts.reduce(
    (state, { type, data }) => evolveOrganisation(state, { type, ...data } as OrganisationEvent),
    noOrganisation,
  )
}

function postsOfPacks({ policies }: House): OrganisationContext['packs'] {
  const packs = [...policies.current.values()]
  return new Map(packs.map(({ id, content }) => [id, { posts: Object.keys(content.authority.posts) }]))
}

async function isLoginTaken(house: House, client: Client, input: unknown): Promise<boolean> {
  const { login, administrator } = input as { login?: string; administrator?: { login?: string } }
  const asked = login ?? administrator?.login
  if (asked === undefined) return false
  const digest = loginDigest(house.ring, asked)
  return (await client.query('select from account where login_digest = $1', [digest])).rowCount !== 0
}

/**
 * The answer as it is kept for a retry. The drawn password is not in it: it derives from the receipt's random id and a
 * key outside the database, as query codes do.
 */
function storedAnswer(
  organisation: string,
  events: readonly OrganisationEvent[],
  { version }: OrganisationState,
  receipt: string | undefined,
): StoredAnswer['answer'] {
  const unit = events.find((event) => event.type === 'UnitAdded')?.unit
  const person = events.find((event) => event.type === 'PersonAdded')?.person
  return { id: person ?? unit ?? organisation, number: '', turns: version, version, ...(receipt && { receipt }) }
}

function told(house: House, answer: NonNullable<ReturnType<typeof replayOf>>): OrganisationAnswer {
  if ('refusal' in answer) return answer
  const { id, version, receipt } = answer.receipt
  const password = receipt && house.ring.queryCode(`password|${receipt}`)
  return { receipt: { id, version, ...(password && { password }) }, replayed: answer.replayed }
}
