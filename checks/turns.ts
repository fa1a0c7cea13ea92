import { availableParallelism } from 'node:os'

/** Does the work for each item, in order, as many at a time as the machine has cores. */
export async function inTurns<Item>(items: Item[], work: (item: Item) => Promise<void>) {
  const queue = items.values()
  const lane = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
}
