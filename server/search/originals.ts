import { fieldOf, type Said, searchedTypes } from '../../core/search/fields.ts'
import { open } from '../crypto/box.ts'
import type { KeyRing } from '../crypto/key-ring.ts'
import type { Pool, Statement } from '../db/pool.ts'
import { read, type Scope } from '../db/transaction.ts'
import type { Opening } from '../trail/commit.ts'
import type { LockedBox } from '../trail/read.ts'
import { boxPlace } from '../trail/write.ts'

/** A box of a fact in which something is searched. */
export type SearchedBox = LockedBox & { readonly type: string; readonly named: readonly string[] | null }

/** The sealed values of some cases that are searched, in the order of their facts. Row-level security decides of which. */
export function selectSearched(caseIds: readonly string[]): Statement {
  const text = `select f.stream_id, f.version, f.type, s.holder, s.box, k.epoch, k.wrapped,
      case when f.data ? 'fields' then array(select one ->> 'field' from jsonb_array_elements(f.data -> 'fields') with ordinality as e(one, n) order by n) end as named
    from fact f join sealed s on s.stream_id = f.stream_id and s.version = f.version
      join data_key k on k.stream_id = s.stream_id and k.holder = s.holder
    where f.stream_id = any($1::uuid[]) and f.type = any($2) order by f.stream_id, f.version, s.holder`
  return { name: 'searched-boxes', text, values: [caseIds, searchedTypes] }
}

/** So many cases are read over one connection. */
const together = 10

/**
 * As `selectSearched`, over several connections at once, so that several of the server's processes work on it. What cases
 * said lies all over the disk, which gives several readers somewhat more than one, and not many times as much.
 */
export async function readSearched(pool: Pool, scope: Scope, caseIds: readonly string[]): Promise<SearchedBox[]> {
  const parts = Array.from({ length: Math.ceil(caseIds.length / together) }, (_, n) =>
    caseIds.slice(n * together, (n + 1) * together),
  )
  const boxes = await Promise.all(parts.map((ids) => read<SearchedBox>(pool, scope, selectSearched(ids))))
  return boxes.flat()
}

/**
 * What is searched of each case. A value that was erased is not there.
 *
 * @throws WrongPlace where a box was moved or changed
 */
export function openSearched(boxes: readonly SearchedBox[], ring: KeyRing): Map<string, Said[]> {
  const said = new Map<string, Said[]>()
  const keys = new Map<string, Buffer>()
  for (const { stream_id, version, type, named, holder, box, epoch, wrapped } of boxes) {
    const name = `${stream_id} ${holder}`
    const key = keys.get(name) ?? ring.unwrap(stream_id, holder, epoch, wrapped)
    keys.set(name, key)
    const ofCase = said.get(stream_id) ?? []
    said.set(stream_id, ofCase)
    for (const [path, , text] of JSON.parse(
      open(key, boxPlace(stream_id, version, holder), box).toString(),
    ) as Opening[]) {
      const field = fieldOf(type, path, named ?? [])
      if (field) ofCase.push({ field, text })
    }
  }
  return said
}
