import { asSystem, read, readAll } from '../../db/transaction.ts'
import { failpoint } from '../../failpoint.ts'
import type { House } from '../../house.ts'
import { type NodeAt, needed, rootAt } from './merkle.ts'
import { checkpointText, signNote } from './note.ts'
import { nodesIn, type RunRow, selectRuns } from './stored-nodes.ts'

/** A checkpoint as it is stored: what it says, and the signed text. */
export type StoredCheckpoint = {
  readonly size: number
  readonly root: Buffer
  readonly at: string
  readonly note: string
}

/** The name under which an organisation's house signs, and the origin of its log. */
export function originOf(organisation: { readonly id: string }): string {
  return `huiyin/${organisation.id}`
}

type Row = Omit<StoredCheckpoint, 'size'> & { readonly size: string }

/** The last checkpoint; undefined before the first. */
export async function lastCheckpoint({ pool }: House): Promise<StoredCheckpoint | undefined> {
  const text = 'select size, root, at, note from checkpoint order by size desc limit 1'
  const [row] = await read<Row>(pool, asSystem, { name: 'last-checkpoint', text })
  return row && { ...row, size: Number(row.size) }
}

/** How many entries the log has. */
export async function sizeOfLog({ pool }: House): Promise<number> {
  const [row] = await read<{ size: string }>(pool, asSystem, { name: 'log-size', text: 'select size from log_head' })
  return Number(row?.size ?? 0)
}

/**
 * Signs the state of the log where it grew since the last checkpoint.
 *
 * @returns the newest checkpoint, new or not; undefined where there is nothing to sign
 */
export async function makeCheckpoint(house: House): Promise<StoredCheckpoint | undefined> {
  const [last, size, organisation] = await Promise.all([lastCheckpoint(house), sizeOfLog(house), house.directory.now()])
  if (!organisation || size === (last?.size ?? 0)) return last
  const root = rootAt(size, await nodesOf(house, size))
  const at = house.now()
  const origin = originOf(organisation)
  failpoint('checkpoint.before-signing')
  const note = signNote(checkpointText({ origin, size, root, at }), origin, house.ring.signer)
  const text = 'insert into checkpoint (size, root, at, note) values ($1, $2, $3, $4) on conflict do nothing'
  failpoint('checkpoint.signed')
  await read(house.pool, asSystem, { name: 'insert-checkpoint', text, values: [size, root, at, note] })
  failpoint('checkpoint.stored')
  return lastCheckpoint(house)
}

/** The root of the first `size` entries, as the database holds them. @throws Error where it holds fewer */
export async function rootOfLog(house: House, size: number): Promise<Buffer> {
  return rootAt(size, await nodesOf(house, size))
}

/** The nodes that a root, and the proofs of some entries, are made of. */
export async function nodesOf({ pool }: House, size: number, leaves: readonly number[] = []): Promise<NodeAt> {
  const runs = needed(size, leaves)
  return nodesIn(runs, await readAll<RunRow[]>(pool, asSystem, selectRuns(runs)))
}
