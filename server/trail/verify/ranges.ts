import type pg from 'pg'

/** Streams of which the trail is read, both ends included. */
export type Range = { readonly first: string; readonly last: string }

export const everything: Range = {
  first: '00000000-0000-0000-0000-000000000000',
  last: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
}

/**
 * All streams there may be, in ranges of so many facts or somewhat more: no stream is cut, and no place for one lies
 * between two ranges, since what was taken out or brought in may stand anywhere.
 */
export async function rangesOf(client: pg.Client, facts: number): Promise<Range[]> {
  const text = `select distinct stream_id as id from (select stream_id, row_number() over (order by stream_id, version) as place from fact) f
    where place % $1 = 0 order by 1`
  const { rows } = await client.query<{ id: string }>(text, [facts])
  const ends = rows.map(({ id }) => id).filter((id) => id !== everything.last)
  const firsts = [everything.first, ...ends.map(idAfter)]
  return firsts.map((first, n) => ({ first, last: ends[n] ?? everything.last }))
}

/** The next id in the order of UUIDs. */
function idAfter(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
