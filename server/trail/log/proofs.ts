import { setTimeout } from 'node:timers/promises'
import { asSystem, read } from '../../db/transaction.ts'
import type { House } from '../../house.ts'
import { nodesOf, type StoredCheckpoint } from './checkpoint.ts'
import { inclusionPath } from './merkle.ts'
import { sequence } from './sequence.ts'
import { signLog } from './sign.ts'

/** That a fact stands in the log: its place, and the hashes beside its way up to the root, lowest first. */
export type Proof = {
  readonly streamId: string
  readonly version: number
  readonly position: number
  readonly path: readonly Buffer[]
}

type Row = { streamId: string; version: number; position: string }

/** A fact waits for every transaction that was open before it; those of the product take milliseconds. */
const tries = 30
const betweenMs = 100

/**
 * Signs the log once it holds some facts: what a paper is made of has to stand in it.
 *
 * @param facts how many facts the streams have
 * @returns undefined where a transaction that is still open keeps them waiting
 * @throws LogDisagrees where the database no longer holds what was signed
 */
export async function signStreams(
  house: House,
  streamIds: readonly string[],
  facts: number,
): Promise<StoredCheckpoint | undefined> {
  const text = 'select count(*)::int as logged from log_entry where stream_id = any($1::uuid[])'
  for (let left = tries; left > 0; left -= 1) {
    for (let more = true; more; ) more = await sequence(house)
    const [row] = await read<{ logged: number }>(house.pool, asSystem, { text, values: [streamIds] })
    if ((row?.logged ?? 0) >= facts) return signLog(house)
    await setTimeout(betweenMs)
  }
  return undefined
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
