import type { House } from '../house.ts'
import { indexWaiting } from '../search/index-waiting.ts'
import { type Shelf, shelfOf } from '../search/shelf.ts'

/** Has the index take in all that was written so far. @throws what keeps it from doing so */
export async function indexAll(house: House, put?: Shelf): Promise<void> {
  const shelf = put ?? (await shelfOf(house))
  for (;;) {
    const { taken, failures } = await indexWaiting(shelf)
    const [failure] = failures
    if (failure) throw failure
    if (taken === 0) return
  }
}
