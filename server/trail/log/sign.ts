import { asSystem, read } from '../../db/transaction.ts'
import { failpoint } from '../../failpoint.ts'
import type { House } from '../../house.ts'
import { assertAgrees } from './agree.ts'
import { lastCheckpoint, originOf, rootOfLog, type StoredCheckpoint, sizeOfLog } from './checkpoint.ts'
import { checkpointText, signNote } from './note.ts'
import { outsidesOf } from './outside.ts'

/**
 * Signs the state of the log where it grew since the last checkpoint. What does not hold what was signed before is not
 * signed, whoever asks: a checkpoint would cover up what was changed.
 *
 * @returns the newest checkpoint, new or not; undefined where there is nothing to sign
 * @throws LogDisagrees where the database no longer holds what was signed
 */
export async function signLog(house: House): Promise<StoredCheckpoint | undefined> {
  for (const outside of await outsidesOf(house)) await assertAgrees(house, outside)
  failpoint('log.agreed')
  const [last, size, organisation] = await Promise.all([lastCheckpoint(house), sizeOfLog(house), house.directory.now()])
  if (!organisation || size === (last?.size ?? 0)) return last
  const root = await rootOfLog(house, size)
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
