import type { Command } from '../../core/case/command.ts'
import { whyNot } from '../../core/case/may-run.ts'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import type { Caller } from '../call.ts'
import { asOfNow } from '../case-now.ts'
import { read, type Scope } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import { contextOf } from '../handle-command.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'
import { complainantOf } from './portal-case.ts'

/** Why a person may not run a command on a case just now; a case that the person may not see is unknown. */
export function whyMayNot(
  house: House,
  organisation: Organisation,
  person: string,
  caseId: string,
  command: Command,
): Promise<Refusal | undefined> {
  return whyNotOn(house, organisation, { caller: { kind: 'staff', id: person }, scope: { person } }, caseId, command)
}

/** Why its complainant may not run a command on a case just now. */
export function whyComplainantMayNot(
  house: House,
  organisation: Organisation,
  caseId: string,
  command: Command,
): Promise<Refusal | undefined> {
  const by = { caller: complainantOf(caseId), scope: { person: '', caseId } }
  return whyNotOn(house, organisation, by, caseId, command)
}

type By = { readonly caller: Caller; readonly scope: Scope }

async function whyNotOn(
  house: House,
  organisation: Organisation,
  { caller, scope }: By,
  caseId: string,
  command: Command,
): Promise<Refusal | undefined> {
  const facts = await read<ToldFact>(house.pool, scope, selectFacts(caseId))
  if (facts[0]?.stream !== 'case') return refuse('case.unknown')
  const base = await asOfNow(house, foldCase(facts))
  return whyNot(command, contextOf(organisation, { caller }, base, base.state.unit))
}
