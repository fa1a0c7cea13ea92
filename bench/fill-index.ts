import { asSystem, inTransaction } from '../server/db/transaction.ts'
import type { House } from '../server/house.ts'
import { buildSegment, type SearchedCase } from '../server/search/build-segment.ts'
import { searchedCases } from '../server/search/index-waiting.ts'
import { mostDocs } from '../server/search/merge-segments.ts'
import { storeSegment } from '../server/search/segment-rows.ts'
import { shelfOf } from '../server/search/shelf.ts'

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
    const cases: SearchedCase[] = []
    const last = Math.min(ids.length, first + mostDocs)
    for (let from = first; from < last; from += opened) {
      const some = ids.slice(from, Math.min(last, from + opened))
      cases.push(
        ...(await inTransaction(house.pool, asSystem, async (client) => ({
          result: await searchedCases(client, some, shelf),
        }))),
      )
    }
    const rows = storeSegment(buildSegment(cases, shelf, house.now()))
    await inTransaction(house.pool, asSystem, async () => ({ result: undefined, writes: rows }))
    console.error(`${last} cases indexed`)
  }
}
