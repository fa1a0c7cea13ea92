import { randomUUIDv7 } from 'node:crypto'
import type { Proposals, ToldQuery } from '../../api/understanding.ts'
import { type CaseState, nothingYet } from '../../core/case/state.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import { readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import { foldCase } from '../fold-case.ts'
import type { House } from '../house.ts'
import { adoptedNow } from '../packs-in-force.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, selectBoxes, selectFacts } from '../trail/read.ts'
import { propose } from '../understanding/propose.ts'
import { toldIn } from '../understanding/told-texts.ts'

type No = { readonly subject: string; readonly value: string }

/**
 * What is proposed for a case by the rules of its packs and the models in force; undefined where the reader may not see it.
 * The reading is written down.
 */
export async function readProposals(
  house: House,
  organisation: Organisation,
  person: string,
  id: string,
): Promise<Proposals | undefined> {
  const log = {
    name: 'read-proposals',
    text: `insert into read_log (id, at, person_id, what, case_ids) select $1, $2, $3, 'proposals', array[c.id] from case_row c where c.id = $4`,
    values: [randomUUIDv7(), house.now(), person, id],
  }
  const noes = { name: 'noes-of-case', text: 'select subject, value from proposal_no where case_id = $1', values: [id] }
  const statements = [selectFacts(id), selectBoxes(id), noes, log]
  const [facts, boxes, no] = await readAll<[ToldFact, LockedBox, No, object]>(house.pool, { person }, statements)
  const [first] = facts
  if (first?.stream !== 'case') return undefined
  const state = foldCase(facts)
  const packs = await Promise.all(state.regimes.map(({ hash }) => house.policies.pack(hash)))
  const told = toldIn(first, openBoxes(boxes, house.ring))
  const said = new Set(no.map(({ subject, value }) => `${subject} ${value}`))
  return propose(house, organisation, { state, packs, ...told, noes: said })
}

/** What is proposed for a complaint that is being told, under the packs of the house. Nothing of it is kept. */
export async function proposalsForTold(house: House, organisation: Organisation, asked: ToldQuery): Promise<Proposals> {
  const { title, content, request, place } = asked
  const packs = adoptedNow(house, organisation)
  const told = { title, content, request, place, noes: new Set<string>() }
  return propose(house, organisation, { state: stateTold(asked, packs), packs, ...told })
}

/** What rules may look at before there is a case. */
function stateTold({ channel, kind, groupSize, unit = '' }: ToldQuery, packs: readonly PackInForce[]): CaseState {
  const regimes = packs.map(({ id, hash, content }) => {
    return { pack: id, hash, version: content.manifest.version, axes: {} }
  })
  return { ...nothingYet, exists: true, channel, kind, groupSize, unit, regimes }
}
