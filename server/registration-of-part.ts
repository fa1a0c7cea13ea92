import { type Registration, register } from '../core/1-intake/register.ts'
import { splitOff } from '../core/2-triage/split.ts'
import { orderRecusal } from '../core/3-investigation/order-recusal.ts'
import type { Command } from '../core/case/command.ts'
import type { Step } from '../core/case/run-command.ts'
import type { CaseState } from '../core/case/state.ts'
import type { Call } from './call.ts'
import type { Client } from './db/pool.ts'
import type { House } from './house.ts'
import { supplements } from './supplements.ts'
import type { ToldFact } from './trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from './trail/read.ts'

/** What a person asked for who splits a case. */
type Splitting = {
  readonly title: string
  readonly content: string
  readonly unit: string
  readonly evidence: readonly number[]
  readonly reason: string
}

/**
 * The registration of a case that is split off: the same complainant by the same channel, received at the same moment, with
 * the words of the second matter. Whoever must not know of the one must not know of the other.
 *
 * @param call  the split
 * @param state the case that is split
 */
export async function registrationOfPart(
  house: House,
  call: Call & { readonly caseId: string },
  state: CaseState,
  client: Client,
): Promise<Call> {
  const { title, content, unit, evidence, reason } = call.input as Splitting
  const now = house.now()
  const step = (command: unknown, input: unknown): Step => ({ command: command as Command, input, at: now })
  const recused = state.recused.filter((staff) => !state.respondents.includes(staff))
  const input: Registration = {
    ...(await toldBy(house, call.caseId, client)),
    kind: state.kind,
    channel: state.channel,
    complainantKind: state.complainant.kind,
    groupSize: state.groupSize,
    submittedAt: state.submittedAt,
    unit,
    title,
    content,
    respondents: [...state.respondents],
  }
  const steps = [
    step(splitOff, { other: call.caseId, evidence }),
    ...recused.map((staff) => step(orderRecusal, { staff, reason })),
  ]
  return { command: register as unknown as Command, input, caller: call.caller, onBehalf: true, steps }
}

const fields = ['name', 'phone', 'email', 'address', 'identity', 'place', 'product', 'respondent', 'reference'] as const

/** Who complains, and what both matters share, as it was told last; what was erased is left out. */
async function toldBy({ ring }: House, caseId: string, client: Client): Promise<Partial<Registration>> {
  const [{ rows: facts }, { rows: boxes }] = await Promise.all([
    client.query<ToldFact>(selectFacts(caseId)),
    client.query<LockedBox>(selectBoxes(caseId)),
  ])
  const opened = openBoxes(boxes, ring)
  const told = facts.map((fact) => ({ fact, data: openData(fact, opened) }))
  const first = told[0]?.data ?? {}
  const known: Record<string, unknown> = { ...first, ...(first.party as object), ...supplements(told) }
  return Object.fromEntries(
    fields.flatMap((field) => (typeof known[field] === 'string' ? [[field, known[field]]] : [])),
  )
}
