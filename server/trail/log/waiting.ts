import { asSystem, read } from '../../db/transaction.ts'
import type { House } from '../../house.ts'

/**
 * When the oldest fact that is not in the log yet was recorded; undefined where all are. A transaction that somebody holds
 * open keeps facts waiting without any fault.
 */
export async function oldestWaiting({ pool }: House): Promise<string | undefined> {
  const text = `select min(f.recorded_at) as at from fact f where f.tx >= (select tx from log_head)
    and not exists (select from log_entry e where e.stream_id = f.stream_id and e.version = f.version)`
  const [row] = await read<{ at: string | null }>(pool, asSystem, { name: 'log-waiting', text })
  return row?.at ?? undefined
}
