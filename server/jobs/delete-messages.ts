import type { Logger } from 'pino'
import { noteDeletedMessages } from '../../core/organisation/commands.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { removeFile } from '../vault/places.ts'
import { nowAndThen, wellAfterStartMs } from './now-and-then.ts'

const everyMs = 3_600_000
/** So many go in one transaction. */
const batch = 500

/**
 * Deletes what came in and became no complaint, once the organisation has kept it for as long as it wants to: bytes, key and
 * what a list shows of it. That so many were deleted is a fact, written in the same transaction. A message that waits to be read,
 * or belongs to a case, stays.
 *
 * @returns how many were deleted
 */
export async function deleteMessages(house: House): Promise<number> {
  const organisation = await house.directory.now()
  if (!organisation) return 0
  const { zone } = organisation.office
  const until = Temporal.Instant.from(house.now()).toZonedDateTimeISO(zone).subtract({ days: organisation.messageDays })
  const old = `select id, raw_box is null as "isFile" from door_message where case_id is null and state <> 'waiting' and received_at < $1
    order by received_at limit 500`
  const before = until.startOfDay()
  const values = [before.toInstant().toString()]
  const rows = await read<{ id: string; isFile: boolean }>(house.pool, asSystem, {
    name: 'old-messages',
    text: old,
    values,
  })
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  const gone = 'delete from door_message where id = any($1) and case_id is null'
  await handleOrganisation(house, {
    command: noteDeletedMessages,
    input: { count: ids.length, before: before.toPlainDate().toString() },
    caller: { kind: 'system', id: 'retention' },
    alongside: [{ name: 'delete-messages', text: gone, values: [ids] }],
  })
  // Without its key a file is noise already; it goes all the same.
  for (const { id, isFile } of rows) if (isFile) await removeFile(house.vault.folder, id)
  return ids.length
}

/** Deletes what is old until stopped. @returns stops it and waits for the round under way */
export function startDeletingMessages(house: House, logger: Logger): () => Promise<void> {
  const round = async (stop: AbortSignal) => {
    while (!stop.aborted && (await deleteMessages(house)) === batch);
  }
  return nowAndThen({ everyMs, firstMs: wellAfterStartMs }, round, (error) =>
    logger.warn({ fault: error.name, code: error.code }, 'old messages could not be deleted; tried again'),
  )
}
