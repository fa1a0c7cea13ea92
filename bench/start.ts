import { median, rounded } from './figures.ts'
import { memoryOf } from './processes.ts'
import { startProduct } from './product.ts'
import { inTemporaryPlace } from './stage.ts'

/** Milliseconds from the start of the process to the first answer, on an empty directory and on one that was used before. */
export async function start(runs: number): Promise<object> {
  const [empty, existing, memory]: [number[], number[], number[]] = [[], [], []]
  for (let run = 0; run < runs; run++) {
    await inTemporaryPlace(async (place) => {
      for (const times of [empty, existing]) {
        const product = await startProduct(place)
        times.push(product.startedIn)
        memory.push(memoryOf(product.pid, 'VmRSS'))
        await product.stop()
      }
    })
    console.error(`empty ${rounded(empty.at(-1) ?? 0, 0)} ms, existing ${rounded(existing.at(-1) ?? 0, 0)} ms`)
  }
  return {
    bench: 'start',
    emptyMs: rounded(median(empty), 0),
    existingMs: rounded(median(existing), 0),
    rssMb: rounded(median(memory), 0),
    runs,
  }
}
