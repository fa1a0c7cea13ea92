import { randomUUIDv7 } from 'node:crypto'
import { ownerOf } from '../core/case/owed.ts'
import { signersOf } from '../core/case/report.ts'
import type { CaseState, Obligation } from '../core/case/state.ts'
import { isWalledOff } from '../core/case/wall.ts'
import { isSame } from '../core/obligations/evolve.ts'
import { type PackInForce, postsWith } from '../core/policy/pack-in-force.ts'
import type { Statement } from './db/pool.ts'
import { type Organisation, postsOver } from './directory.ts'
import type { StreamFact, ToldFact } from './trail/envelope.ts'

export type NoticeRow = {
  readonly stream_id: string
  readonly case_id: string
  readonly version: number
  readonly person_id: string
  readonly id: string
  readonly type: string
  readonly regime: string | null
  readonly duty: string | null
  readonly at: string
}

/** A case after the facts that are told, and the packs it stands under. */
type OfCase = { readonly state: CaseState; readonly packs: readonly PackInForce[] }

/**
 * Who has to learn of new facts: by the ladder of a duty, by having work put on the desk, or by being answered. Nobody for
 * whom the case is walled off.
 */
export function noticesOf(facts: readonly StreamFact[], of: OfCase, organisation: Organisation): NoticeRow[] {
  return facts.flatMap((fact) => {
    const people = new Set(toldOf(fact, of).flatMap((told) => peopleOf(told, of, organisation)))
    people.delete(fact.byId)
    return [...people].map((person) => noticeRow(fact, fact.streamId, person))
  })
}

/** Addressees of a fact: a post of the pack, `handler`, or a person by id. */
function toldOf(fact: ToldFact, of: OfCase): string[] {
  const { type, data, byKind } = fact
  const { state } = of
  if (type === 'ObligationWarned' || type === 'ObligationMissed') return toldOfDuty(data, state)
  if (type === 'ObligationMoved') return data.from === data.due ? [] : ['handler']
  if (type === 'BulletinIssued' || type === 'BulletinCalled') return data.to as string[]
  if (type === 'RespondentNamed' || type === 'RecusalDeclared') return (data.assignBy as string[] | undefined) ?? []
  if (type === 'CaseAssigned') return [String(data.handler)]
  if (type === 'RemedyProposed' || type === 'ExtensionAsked') return data.approvers as string[]
  if (type === 'ExtensionGranted' || type === 'ExtensionRefused') return ['handler']
  if (type === 'RemedyReturned' || type === 'RemedyApproved')
    return state.proposal ? [state.proposal.by, 'handler'] : ['handler']
  if (type === 'ReviewRequested') return ['handler', 'supervisor']
  if (type === 'StatementGiven' || type === 'TaskAnswered' || type === 'TaskArbitrated') return ['handler']
  if (type === 'TaskMediated' || type === 'TaskDisputed') return ['handler']
  if (type === 'CaseTakenIn' || type === 'CaseReleased') return ['handler']
  if (type === 'CrisisDeclared') return data.members as string[]
  if (type === 'PromiseMade') return [String(data.staff)]
  if (/^(Report|Signature|Investigation|Plan)/.test(type)) return toldOfInvestigation(fact, of)
  if (byKind === 'complainant' && type !== 'CaseRegistered') return ['handler']
  return []
}

/** Whom the ladder of a duty names, `owner` being who owes the promise, the task or the report; the handler where nobody does. */
function toldOfDuty({ tell, ...duty }: ToldFact['data'], state: CaseState): string[] {
  const named = tell as string[]
  if (!named.includes('owner')) return named
  const one = state.obligations.find((other) => isSame(other, duty as Pick<Obligation, 'regime' | 'duty' | 'round'>))
  const owner = one && ownerOf(state, one)
  const there = owner !== undefined && !isWalledOff(state, owner) ? owner : 'handler'
  return named.map((post) => (post === 'owner' ? there : post))
}

/** A report waits for its signatures, whoever signed learns that it fell, and a line of the plan is somebody's to do. */
function toldOfInvestigation({ type, data }: ToldFact, { state, packs }: OfCase): string[] {
  if (type === 'ReportDrafted' || type === 'ReportRevised') {
    const [pack] = packs
    const signers = pack ? (['responsible', 'leader'] as const).flatMap((role) => signersOf(role, { packs, pack })) : []
    const fell = (data.fell as { staff: string }[] | undefined) ?? []
    return [...signers, ...fell.map(({ staff }) => staff)]
  }
  if (type === 'SignatureRefused') return ['handler', ...(state.report?.signatures.map(({ staff }) => staff) ?? [])]
  if (type === 'InvestigationPlanned')
    return ((data.lines as { owner: string }[] | undefined) ?? []).map(({ owner }) => owner)
  return type === 'PlanLineChanged' && typeof data.owner === 'string' ? [data.owner] : []
}

function peopleOf(told: string, { state, packs }: OfCase, organisation: Organisation): string[] {
  if (told === 'handler') return state.handler ? [state.handler] : []
  if (organisation.people.has(told)) return isWalledOff(state, told) ? [] : [told]
  const holders = holdersOf([told], state, organisation)
  const seeing = holders.filter((person) => !isWalledOff(state, person))
  if (seeing.length > 0 || holders.length === 0) return seeing
  // What only those would learn who must not is for those who can put the case into other hands.
  const assigning = packs[0] ? postsWith(packs[0], 'may-assign') : []
  return holdersOf(assigning, state, organisation).filter((person) => !isWalledOff(state, person))
}

function holdersOf(posts: readonly string[], { unit }: CaseState, organisation: Organisation): string[] {
  return [...organisation.people.keys()].filter((person) =>
    postsOver(organisation, person, unit).some((post) => posts.includes(post)),
  )
}

/**
 * One person told of one fact.
 *
 * @param caseId the case that the fact belongs to, or springs from
 */
export function noticeRow(fact: StreamFact, caseId: string, person: string): NoticeRow {
  const { regime = null, duty = null } = fact.data as { regime?: string; duty?: string }
  const { streamId, version, type, occurredAt } = fact
  return {
    stream_id: streamId,
    case_id: caseId,
    version,
    person_id: person,
    id: randomUUIDv7(),
    type,
    regime,
    duty,
    at: occurredAt,
  }
}

/** Stores notices; in the transaction of the facts they tell of. */
export function insertNotices(rows: readonly NoticeRow[]): Statement {
  const text = `insert into notice (stream_id, case_id, version, person_id, id, type, regime, duty, at)
    select stream_id, case_id, version, person_id, id, type, regime, duty, at
    from json_to_recordset($1::json) as n(stream_id uuid, case_id uuid, version int, person_id uuid, id uuid, type text, regime text, duty text, at timestamptz)`
  return { name: 'insert-notices', text, values: [JSON.stringify(rows)] }
}
