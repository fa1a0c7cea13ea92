import type { Statement } from '../../db/pool.ts'
import { bytesOf, type Entry } from './entry.ts'
import { leafHash, type Node, type NodeAt, type Run } from './merkle.ts'

/** Entries of the log from one place up to but not another, in order: `Entry`. */
export function selectEntries(from: number, to: number): Statement {
  const text = `select stream_id as "streamId", version, encode(hash, 'hex') as hash from log_entry where position >= $1 and position < $2 order by position`
  return { name: 'log-entries', text, values: [from, to] }
}

/** The entries of the log from one place up to but not another as they are hashed, one behind the other: `bytes`. */
export function selectEntryBytes(from: number, to: number): Statement {
  const text = `select coalesce(string_agg(uuid_send(stream_id) || int4send(version) || hash, '' order by position), '') as bytes
    from log_entry where position >= $1 and position < $2`
  return { name: 'log-bytes', text, values: [from, to] }
}

/** The statements that read the nodes of some runs, each run by itself. */
export function selectRuns(runs: readonly Run[]): Statement[] {
  return runs.map(({ level, from, to }) => {
    if (level === 0) return selectEntries(from, to)
    const text = 'select hash from log_node where level = $1 and index >= $2 and index < $3 order by index'
    return { name: 'log-nodes', text, values: [level, from, to] }
  })
}

export type RunRow = Entry | { readonly hash: Buffer }

/** The hashes of a run's nodes from its rows. */
export function hashesOf({ level }: Run, rows: readonly RunRow[]): Buffer[] {
  return rows.map((row) => (level === 0 ? leafHash(bytesOf(row as Entry)) : (row as { hash: Buffer }).hash))
}

/**
 * Looks nodes up in runs that were read.
 *
 * @throws Error where the log lacks one: then it is damaged, and nothing may be proved by it
 */
export function nodesIn(runs: readonly Run[], rows: readonly (readonly RunRow[])[]): NodeAt {
  const known = new Map<string, Buffer>()
  for (const [n, run] of runs.entries())
    for (const [i, hash] of hashesOf(run, rows[n] ?? []).entries()) known.set(`${run.level}/${run.from + i}`, hash)
  return (level, index) => {
    const found = known.get(`${level}/${index}`)
    if (!found) throw new Error(`the log lacks node ${index} of level ${level}`)
    return found
  }
}

export function insertEntries(size: number, entries: readonly Entry[]): Statement {
  const text = `insert into log_entry (position, stream_id, version, hash)
    select $1::bigint + n - 1, s, v, decode(h, 'hex') from unnest($2::uuid[], $3::int[], $4::text[]) with ordinality as e(s, v, h, n)`
  const columns = [
    entries.map(({ streamId }) => streamId),
    entries.map(({ version }) => version),
    entries.map(({ hash }) => hash),
  ]
  return { name: 'log-insert', text, values: [size, ...columns] }
}

export function insertNodes(nodes: readonly Node[]): Statement {
  const text =
    'insert into log_node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])'
  const columns = [nodes.map(({ level }) => level), nodes.map(({ index }) => index), nodes.map(({ hash }) => hash)]
  return { name: 'log-insert-nodes', text, values: columns }
}
