import { asSystem, inTransaction } from '../server/db/transaction.ts'
import type { House } from '../server/house.ts'
import { newestFirst as newer, type SearchedCase, segmentBuilder } from '../server/search/build-segment.ts'
import { searchedCases } from '../server/search/index-waiting.ts'
import { mostDocs } from '../server/search/merge-segments.ts'
import { storeSegment } from '../server/search/segment-rows.ts'
import { type Shelf, shelfOf } from '../server/search/shelf.ts'

/** So many cases are opened at a time. */
const opened = 2_000

/**
 * Takes cases into the index from their sealed values, in segments as large as those that the product makes of its small
 * ones in the end.
 *
 * @param ids in the order in which they were received
 */
export async function fillIndex(house: House, ids: readonly string[]): Promise<void> {
  const shelf = await shelfOf(house)
  for (let first = 0; first < ids.length; first += mostDocs) {
    const newestFirst = ids.slice(first, first + mostDocs).reverse()
    const { add, end } = segmentBuilder(shelf)
    let reading = readSome(shelf, newestFirst.slice(0, opened))
    for (let from = opened; from < newestFirst.length + opened; from += opened) {
      const cases = await reading
      reading = readSome(shelf, newestFirst.slice(from, from + opened))
      await new Promise(setImmediate)
      for (const one of cases.toSorted(newer)) add(one)
    }
    const rows = storeSegment(end(house.now()))
    await inTransaction(house.pool, asSystem, async () => ({ result: undefined, writes: rows }))
    console.error(`${Math.min(ids.length, first + mostDocs)} cases indexed`)
  }
}

/** While some are taken in, the next are read. */
function readSome(shelf: Shelf, ids: readonly string[]): Promise<SearchedCase[]> {
  return inTransaction(shelf.pool, asSystem, async (client) => ({ result: await searchedCases(client, ids, shelf) }))
}
