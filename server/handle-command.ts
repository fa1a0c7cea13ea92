import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { split } from '../core/2-triage/split.ts'
import type { Actor, Context } from '../core/case/command.ts'
import { runCommand, thenSteps } from '../core/case/run-command.ts'
import { nothingYet } from '../core/case/state.ts'
import type { PackInForce } from '../core/policy/pack-in-force.ts'
import { type Refusal, refuse } from '../core/shared/refusal.ts'
import { type Call, isOutside } from './call.ts'
import { type CaseNow, pinnedBy } from './case-now.ts'
import type { Client } from './db/pool.ts'
import { asSystem, inTransaction, type Scope, type Work } from './db/transaction.ts'
import { actingFor, holdersOver, type Organisation, officeOf, postsOver } from './directory.ts'
import { failpoint } from './failpoint.ts'
import { foldCase } from './fold-case.ts'
import type { House } from './house.ts'
import { justTime } from './just-time.ts'
import { type Adopter, dayOf, packOn } from './packs-in-force.ts'
import type { Allotted, Answer } from './receipt.ts'
import { type Done, recordOutcome } from './record-outcome.ts'
import { registrationOfPart } from './registration-of-part.ts'
import { replayOf, type StoredAnswer, selectRequest } from './request-key.ts'
import type { ToldFact } from './trail/envelope.ts'
import { isIntakeOnly } from './trail/log/watch.ts'
import { type KeyRow, selectFacts, selectKeys, streamEnd } from './trail/read.ts'
import type { StreamEnd } from './trail/write.ts'
import { uploadedOf } from './vault/evidence-rows.ts'
import { takeUpload } from './vault/uploads.ts'

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
  const deadlock = '40P01'
  return code === deadlock || (code === '23505' && (constraint === 'fact_pkey' || constraint === 'request_pkey'))
}

async function attempt(house: House, call: Call): Promise<Answer> {
  const organisation = await house.directory.now()
  if (!organisation) return { refusal: refuse('organisation.not-founded') }
  // The id of the case that is opened: by a registration, or split off from another.
  const opened = randomUUIDv7()
  failpoint('command.before')
  const done = await inTransaction(house.pool, scopeOf(call, opened), (client) =>
    call.caseId
      ? onCases(house, organisation, { ...call, caseId: call.caseId }, opened, client)
      : newCase(house, organisation, call, opened, client),
  )
  failpoint('command.committed')
  for (const change of done.tell ?? []) house.live.tell(change)
  failpoint('command.told')
  return done.answer
}

function scopeOf({ caller, caseId, command }: Call, opened: string): Scope {
  if (caller.kind === 'system') return asSystem
  if (caller.kind === 'complainant' || isOutside(caller)) return { person: '', caseId: caseId ?? opened }
  return caseId && command.name !== split.name ? { person: caller.id } : { person: caller.id, caseId: opened }
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
  const allotted = call.allotted ?? (await allot(house, organisation))
  const base = { state: nothingYet, packs, calendar, now }
  const actor: Pick<Call, 'caller'> = call.onBehalf ? { caller: { kind: 'system', id: call.caller.id } } : call
  const context = { ...contextOf(organisation, actor, base, unit), allotted }
  failpoint('command.numbered')
  const opened = runCommand(call.command, call.input, context, call.origin)
  const outcome = thenSteps(opened, call.steps ?? [], context, call.origin ?? 'human')
  const end: StreamEnd = { streamId: id, stream: 'case', version: 0, hash: '0'.repeat(64), keys: new Map() }
  return recordOutcome(house, organisation, call, { outcome, end, base, receipt: allotted.receipt })
}

async function allot(house: House, { office }: Organisation): Promise<Allotted> {
  const year = Temporal.Instant.from(house.now()).toZonedDateTimeISO(office.zone).year
  return { number: await house.numbers.next(year), receipt: randomUUID() }
}

type OnCase = Call & { readonly caseId: string }

/** A command on a case with what it does to others by the same act: all of it, or nothing. */
async function onCases(
  house: House,
  organisation: Organisation,
  call: OnCase,
  part: string,
  client: Client,
): Promise<Work<Done>> {
  const own = await onCase(house, organisation, call, part, client)
  const works: Work<Done>[] = [own]
  const met = new Set([call.caseId])
  const waiting = [...(own.result.beside ?? [])]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (met.has(next.caseId)) continue
    met.add(next.caseId)
    const { command = call.command, caseId, input, needed } = next
    const work = await onCase(house, organisation, { command, caseId, input, caller: call.caller }, part, client)
    const { answer, beside = [] } = work.result
    if ('refusal' in answer && needed) return { result: { answer: { refusal: asOfOther(answer.refusal) } } }
    if ('refusal' in answer) continue
    works.push(work)
    waiting.push(...beside)
  }
  if (own.result.part) works.push(await newCase(house, organisation, own.result.part, part, client))
  return together(works)
}

/** A case that is not there and one that the caller may not see are the same to the caller. */
function asOfOther(refusal: Refusal): Refusal {
  return refusal.code === 'case.unknown' ? refuse('triage.no-such-other') : refusal
}

function together(works: readonly Work<Done>[]): Work<Done> {
  const [own, ...others] = works as readonly [Work<Done>, ...Work<Done>[]]
  const refused = others.find(({ result }) => 'refusal' in result.answer)
  if (refused) return { result: refused.result }
  return {
    result: { ...own.result, tell: works.flatMap(({ result }) => result.tell ?? []) },
    writes: works.flatMap(({ writes = [] }) => writes),
  }
}

async function onCase(
  house: House,
  organisation: Organisation,
  call: OnCase,
  part: string,
  client: Client,
): Promise<Work<Done>> {
  const id = call.caseId
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
    part,
  }
  const outcome = runCommand(call.command, call.input, context, call.origin)
  failpoint('command.decided')
  const calendar = outcome.state.calendar === announced?.hash ? announced : base.calendar
  const end = streamEnd(id, 'case', facts, keys, house.ring)
  const splits = call.command.name === split.name && !outcome.refusal
  const allotted = splits ? await allot(house, organisation) : undefined
  const { result, writes } = recordOutcome(house, organisation, call, {
    outcome,
    end,
    base: { ...base, calendar },
    taken,
    part: allotted,
  })
  if (outcome.refusal) return { result, ...(writes && { writes }) }
  const beside = call.command.beside?.(call.input, context, id) ?? []
  const opening = allotted && { part: { ...(await registrationOfPart(house, call, state, client)), allotted } }
  return { result: { ...result, beside, ...opening }, ...(writes && { writes }) }
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

/** Lets time pass for one case: what the sweeper sends, and nothing else. */
export async function letTimePassIn(house: House, caseId: string): Promise<void> {
  await handleCommand(house, { command: justTime, caseId, input: {}, caller: { kind: 'system', id: 'clock' } })
}
