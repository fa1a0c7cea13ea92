import type { z } from 'zod'
import type {
  CheckedPack,
  packList,
  packPage,
  RevisionEntry,
  revisionPage,
  TestedPack,
  writtenPack,
} from '../../api/packs.ts'
import type { PackTexts } from '../../core/organisation/revisions.ts'
import { diffPacks } from '../../core/policy/diff.ts'
import { lintPack, reasonFor } from '../../core/policy/lint.ts'
import type { PackInForce } from '../../core/policy/pack-in-force.ts'
import type { Pack } from '../../core/policy/pack-shape.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { dayOf, packOn } from '../packs-in-force.ts'
import { fetchPolicy } from '../policies.ts'
import { readRevision, readTexts, testRevision } from '../policy/pack-texts.ts'
import { packFolder } from '../project-root.ts'
import { contradictionsOf } from './contradictions.ts'
import { readRevisions } from './revisions.ts'

type Entry = z.infer<typeof packList>['packs'][number]

/** All packs of the program, the adopted ones first and in their order. */
export async function listPacks(house: House, organisation: Organisation): Promise<z.infer<typeof packList>> {
  const revisions = await readRevisions(house, organisation)
  const rest = [...house.policies.current.keys()].filter((id) => !organisation.packs.includes(id))
  return {
    packs: [...organisation.packs, ...rest].flatMap((id) => entryOf(house, organisation, id, revisions) ?? []),
  }
}

/** A pack to be read; undefined where there is none of this id. */
export async function readPack(
  house: House,
  organisation: Organisation,
  id: string,
): Promise<z.infer<typeof packPage> | undefined> {
  const revisions = (await readRevisions(house, organisation)).filter((one) => one.pack === id)
  const entry = entryOf(house, organisation, id, revisions)
  const found = inForce(house, organisation, id)
  if (!entry || !found) return undefined
  const all = [...house.policies.current.keys()].flatMap((one) => inForce(house, organisation, one)?.content ?? [])
  return { ...entry, content: found.content, revisions, contradictions: contradictionsOf(all, id) }
}

function inForce(house: House, organisation: Organisation, id: string): PackInForce | undefined {
  return packOn(house.policies, organisation, id, dayOf(house.now(), organisation))
}

function entryOf(
  house: House,
  organisation: Organisation,
  id: string,
  revisions: readonly RevisionEntry[],
): Entry | undefined {
  const found = inForce(house, organisation, id)
  if (!found) return undefined
  const { manifest, obligations } = found.content
  const own = organisation.versions.findLast(({ pack }) => pack.hash === found.hash)
  return {
    ...{ id, name: manifest.name, document: manifest.document, hash: found.hash },
    regulation: manifest.regulation === true,
    adopted: organisation.packs.includes(id),
    since: own?.from ?? null,
    duties: Object.keys(obligations).length,
    pending: revisions.filter((one) => one.pack === id && one.status === 'proposed').length,
  }
}

/** The files of the latest version of a pack, in force or about to be; undefined where there is no such pack. */
export async function readWrittenPack(
  house: House,
  organisation: Organisation,
  id: string,
): Promise<z.infer<typeof writtenPack> | undefined> {
  const latest = organisation.versions.findLast(({ pack }) => pack.id === id)?.pack ?? house.policies.current.get(id)
  return latest && { hash: latest.hash, texts: await textsOf(house, organisation, latest) }
}

/** The files of a version: kept with its proposal, or those of the program. */
async function textsOf(house: House, { id }: Organisation, { hash, ...pack }: PackInForce): Promise<PackTexts> {
  const source = await sourceOf(house, id, hash)
  return source ? fetchPolicy<PackTexts>(house.pool, source) : readTexts(packFolder, pack.id)
}

/** Under which hash the files of a version that was put in force are kept. */
async function sourceOf({ pool }: House, stream: string, hash: string): Promise<string | undefined> {
  const text = `select data->>'source' as source from fact where stream_id = $1 and type = 'PackRevisionProposed' and data->>'hash' = $2 order by version desc limit 1`
  const [row] = await read<{ source: string }>(pool, asSystem, { text, values: [stream, hash] })
  return row?.source
}

/** What loader and linter say of a pack as somebody rewrites it, and what it changes. @param before the version it is to replace */
export async function checkPack(before: PackInForce, texts: PackTexts): Promise<CheckedPack> {
  const { pack, problems } = await readRevision(packFolder, before.id, texts)
  return {
    hash: pack?.hash ?? null,
    problems: [...problems],
    changes: pack ? diffPacks(before.content, pack.content) : [],
    findings: pack ? unexplained(pack.content) : [],
  }
}

function unexplained(pack: Pack): CheckedPack['findings'] {
  const open = lintPack(pack).filter((one) => !reasonFor(pack, one))
  return open.map((one) => ({ ...one, others: [...one.others] }))
}

/** Runs the golden cases of a pack as somebody rewrites it; none are run where it cannot be read. */
export async function tryPack({ policies }: House, id: string, texts: PackTexts): Promise<TestedPack> {
  const { pack, problems } = await readRevision(packFolder, id, texts)
  if (!pack || problems.length > 0) return { examples: 0, failed: [] }
  const { examples, failed } = testRevision(pack, texts, await policies.years.now())
  return { examples, failed: failed.map((one) => ({ ...one, path: [...one.path] })) }
}

/** A proposed version of a pack with all that the second person wants to know; undefined where there is none. */
export async function readRevisionPage(
  house: House,
  organisation: Organisation,
  id: string,
): Promise<z.infer<typeof revisionPage> | undefined> {
  const entry = (await readRevisions(house, organisation)).find((one) => one.id === id)
  if (!entry) return undefined
  const [before, after] = await Promise.all([house.policies.pack(entry.base), house.policies.pack(entry.hash)])
  const texts = await textsOf(house, organisation, after)
  const old = await textsOf(house, organisation, before)
  const [checked, tested] = await Promise.all([checkPack(before, texts), tryPack(house, entry.pack, texts)])
  return { ...entry, name: before.content.manifest.name, checked, tested, files: filesThatDiffer(old, texts) }
}

function filesThatDiffer(before: PackTexts, after: PackTexts): z.infer<typeof revisionPage>['files'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((file) => before[file] !== after[file])
    .map((file) => ({ file, before: before[file] ?? null, after: after[file] ?? null }))
}
