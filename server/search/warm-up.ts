import type { Pool } from '../db/pool.ts'
import { asSystem, read, readAll } from '../db/transaction.ts'

/** What searches look up, the most often first, each in the order in which it lies on the disk. */
export const lookedUp = [
  {
    relation: 'search_doc_pkey',
    text: 'select count(*) from (select 1 from search_doc order by segment, ordinal) as places',
  },
  {
    relation: 'search_doc',
    text: 'select count(d) from (select case_id as d from search_doc order by segment, ordinal) as docs',
  },
  { relation: 'case_row_seen', text: 'select count(u) from (select unit_id as u from case_row order by id) as cases' },
  {
    relation: 'search_page_pkey',
    text: 'select count(*) from (select 1 from search_page order by segment, first_term) as pages',
  },
  {
    relation: 'search_block_pkey',
    text: 'select count(*) from (select 1 from search_block order by segment, term, block) as blocks',
  },
  { relation: 'fact_pkey', text: 'select count(*) from (select 1 from fact order by stream_id, version) as facts' },
  {
    relation: 'sealed_pkey',
    text: 'select count(*) from (select 1 from sealed order by stream_id, version, holder) as boxes',
  },
  {
    relation: 'data_key_pkey',
    text: 'select count(*) from (select 1 from data_key order by stream_id, holder) as keys',
  },
]
/** The indexes themselves are read, and not the tables. */
export const byIndex = { text: 'set local enable_sort = off' }
/** So large a part of the server's memory may be filled, at most. */
const share = 0.5

/**
 * Reads what searches look up, so that it lies in memory before somebody asks: what stands where in the index, by which unit
 * a case is seen, where its sealed values are. A search asks that of hundreds of cases, each somewhere else on the disk. Their
 * files (400 MB for a million cases) are read in half a second; a server that cannot do so reads them by questions, each in
 * its own order, which takes some three seconds of a processor.
 *
 * @param stop ends it before the next of them
 */
export async function warmUp(pool: Pool, stop?: AbortSignal): Promise<void> {
  for (const { relation, text } of await fitting(pool)) {
    if (stop?.aborted) return
    const [file] = await read<{ done: boolean }>(pool, asSystem, {
      text: 'select warm_up($1) as done',
      values: [relation],
    })
    if (!file?.done) await readAll(pool, asSystem, [byIndex, { text }])
  }
}

async function fitting(pool: Pool): Promise<typeof lookedUp> {
  const text = `select relname as relation, sum(pg_relation_size(oid)) over (order by array_position($1, relname::text))
    <= $2 * (select setting::float8 * 8192 from pg_settings where name = 'shared_buffers') as fits
    from pg_class where relnamespace = 'public'::regnamespace and relname = any($1)`
  const values = [lookedUp.map(({ relation }) => relation), share]
  const sized = await read<{ relation: string; fits: boolean }>(pool, asSystem, { text, values })
  const names = new Set(sized.filter(({ fits }) => fits).map(({ relation }) => relation))
  return lookedUp.filter(({ relation }) => names.has(relation))
}
