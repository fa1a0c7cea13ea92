import type { RevisionEntry } from '../../api/packs.ts'
import type { OrganisationEvent } from '../../core/organisation/events.ts'
import { evolveOrganisation } from '../../core/organisation/evolve.ts'
import { noOrganisation, type OrganisationState } from '../../core/organisation/state.ts'
import { asSystem, readAll } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { type LockedBox, openBoxes, openData, selectBoxes, selectFacts } from '../trail/read.ts'

type Told = { readonly fact: ToldFact; readonly data: Record<string, unknown> }

/** Every version of a pack that was ever proposed, newest first, and what became of it. */
export async function readRevisions(house: House, organisation: Organisation): Promise<RevisionEntry[]> {
  const { state, told } = await readTold(house, organisation)
  const entries = Object.keys(state.revisions).map((id) => entryOf(id, state, told, organisation))
  return entries.reverse()
}

async function readTold(
  { pool, ring }: House,
  { id }: Organisation,
): Promise<{ state: OrganisationState; told: Told[] }> {
  const [facts, boxes] = await readAll<[ToldFact, LockedBox]>(pool, asSystem, [selectFacts(id), selectBoxes(id)])
  const opened = openBoxes(boxes, ring)
  const fold = (state: OrganisationState, { type, data }: ToldFact) =>
    evolveOrganisation(state, { type, ...data } as OrganisationEvent)
  const about = facts.filter(({ type }) => type.startsWith('PackRevision'))
  return {
    state: facts.reduce(fold, noOrganisation),
    told: about.map((fact) => ({ fact, data: openData(fact, opened) })),
  }
}

function entryOf(
  id: string,
  { revisions, versions }: OrganisationState,
  told: readonly Told[],
  organisation: Organisation,
): RevisionEntry {
  const [first, last] = told.filter(({ data }) => data.revision === id)
  const revision = revisions[id]
  if (!first || !revision) throw new Error('a revision begins with a proposal')
  const { pack, hash, base, from, status } = revision
  const since = status === 'in-force' ? versions.find((one) => one.pack === pack && one.hash === hash)?.from : undefined
  return {
    ...{ id, pack, hash, base, status },
    from: since ?? from,
    reason: reasonOf(first),
    proposed: actOf(first, organisation),
    settled: last ? { ...actOf(last, organisation), reason: reasonOf(last) } : null,
  }
}

function reasonOf({ data }: Told): string | null {
  return typeof data.reason === 'string' ? data.reason : null
}

function actOf({ fact }: Told, { people }: Organisation): RevisionEntry['proposed'] {
  return { by: { id: fact.byId, name: people.get(fact.byId)?.name ?? '' }, at: fact.recordedAt }
}
