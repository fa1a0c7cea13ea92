import { asSystem, read } from '../../db/transaction.ts'
import type { House } from '../../house.ts'
import { makeCheckpoint, nodesOf, type StoredCheckpoint } from './checkpoint.ts'
import { inclusionPath } from './merkle.ts'
import { sequence } from './sequence.ts'

/** That a fact stands in the log: its place, and the hashes beside its way up to the root, lowest first. */
export type Proof = {
  readonly streamId: string
  readonly version: number
  readonly position: number
  readonly path: readonly Buffer[]
}

type Row = { streamId: string; version: number; position: string }

/** Takes all that was committed into the log and signs it: what a paper is made of has to stand in it. */
export async function signNow(house: House): Promise<StoredCheckpoint | undefined> {
  for (let more = true; more; ) ({ more } = await sequence(house))
  return makeCheckpoint(house)
}

/** The proofs of the facts of some streams against a checkpoint; facts that came after it have none. */
export async function proveStreams(
  house: House,
  streamIds: readonly string[],
  { size }: StoredCheckpoint,
): Promise<Proof[]> {
  const text = `select stream_id as "streamId", version, position from log_entry where stream_id = any($1::uuid[]) and position < $2 order by stream_id, version`
  const rows = await read<Row>(house.pool, asSystem, { name: 'log-places', text, values: [streamIds, size] })
  const places = rows.map((row) => ({ ...row, position: Number(row.position) }))
  const at = await nodesOf(
    house,
    size,
    places.map(({ position }) => position),
  )
  return places.map((place) => ({ ...place, path: inclusionPath(place.position, size, at) }))
}
