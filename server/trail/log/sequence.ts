import type { Client, Statement } from '../../db/pool.ts'
import { asSystem, inTransaction } from '../../db/transaction.ts'
import { failpoint } from '../../failpoint.ts'
import type { House } from '../../house.ts'
import { bytesOf, type Entry } from './entry.ts'
import { grow, leafHash, needed } from './merkle.ts'
import { hashesOf, insertEntries, insertNodes, type RunRow, selectRuns } from './stored-nodes.ts'

/** So many facts are taken at a time. */
const batch = 2000

type Head = { size: string; tx: string; streamId: string; version: number; oldest: string; moved: boolean }
type Next = Entry & { readonly tx: string }

/**
 * Takes the facts that were committed since into the log. Whoever takes them holds the head, so two processes take turns,
 * and one that was stopped meanwhile finds that it is further. A transaction that is still open may not fall behind what is
 * in the log: facts wait until no older one is open.
 *
 * @returns whether there may be more
 */
export async function sequence(house: House): Promise<boolean> {
  return inTransaction(house.pool, asSystem, async (client) => {
    const [head] = (await client.query<Head>(lockHead)).rows
    if (!head) throw new Error('the log has no head')
    failpoint('log.head-locked')
    const next = (await client.query<Next>(head.moved ? selectMissed : selectNext(head))).rows
    const more = next.length === batch
    failpoint('log.facts-read')
    return { result: more, writes: await additions(client, head, next, more) }
  })
}

/** A database that was loaded into another server counts its transactions from anew there. */
const lockHead: Statement = {
  name: 'log-head',
  text: `select size, tx, stream_id as "streamId", version, pg_snapshot_xmin(pg_current_snapshot()) as oldest, tx > pg_snapshot_xmax(pg_current_snapshot()) as moved
    from log_head for update`,
}

const isMissing = 'not exists (select from log_entry e where e.stream_id = f.stream_id and e.version = f.version)'
const columns = `f.stream_id as "streamId", f.version, encode(f.hash, 'hex') as hash, f.tx`

function selectNext({ tx, streamId, version, oldest }: Head): Statement {
  const text = `select ${columns} from fact f where f.tx >= $1::xid8 and (f.tx, f.stream_id, f.version) > ($1::xid8, $2::uuid, $3::int) and f.tx < $4::xid8 and ${isMissing}
    order by f.tx, f.stream_id, f.version limit ${batch}`
  return { name: 'log-next', text, values: [tx, streamId, version, oldest] }
}

/** Everything that is in no entry, whatever transaction wrote it. */
const selectMissed: Statement = {
  name: 'log-missed',
  text: `select ${columns} from fact f where ${isMissing} order by f.recorded_at, f.stream_id, f.version limit ${batch}`,
}

async function additions(client: Client, head: Head, next: readonly Next[], more: boolean): Promise<Statement[]> {
  const size = Number(head.size)
  const to = head.moved ? afterMove(head, more) : next.at(-1)
  if (next.length === 0) return to ? [moveHead(size, to)] : []
  const runs = needed(size)
  const rows = await Promise.all(selectRuns(runs).map((one) => client.query<RunRow>(one)))
  const tails: Buffer[][] = []
  for (const [n, run] of runs.entries()) tails[run.level] = hashesOf(run, rows[n]?.rows ?? [])
  const nodes = grow(
    size,
    Array.from(tails, (tail) => tail ?? []),
    next.map((one) => leafHash(bytesOf(one))),
  )
  failpoint('log.grown')
  return [
    insertEntries(size, next),
    ...(nodes.length > 0 ? [insertNodes(nodes)] : []),
    moveHead(size + next.length, to ?? head),
  ]
}

/** Once nothing is missed any more it goes on from the transactions that are open now. */
function afterMove({ oldest }: Head, more: boolean): Omit<Next, 'hash'> | undefined {
  return more ? undefined : { tx: oldest, streamId: '00000000-0000-0000-0000-000000000000', version: 0 }
}

function moveHead(size: number, { tx, streamId, version }: Pick<Next, 'tx' | 'streamId' | 'version'>): Statement {
  const text = 'update log_head set size = $1, tx = $2::xid8, stream_id = $3, version = $4'
  return { name: 'log-move', text, values: [size, tx, streamId, version] }
}
