import { percentile } from './figures.ts'

/** What a number of clients got done: operations, seconds, latencies in milliseconds, processor seconds of their process. */
export type Round = {
  readonly count: number
  readonly seconds: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly cpu: number
}

/**
 * Lets clients work side by side, each one operation after another.
 *
 * @param clients how many
 * @param seconds how long a new operation is begun
 * @param operate one operation of a client
 */
export async function round(
  clients: number,
  seconds: number,
  operate: (client: number) => Promise<void>,
): Promise<Round> {
  const took: number[] = []
  const before = process.cpuUsage()
  const begun = performance.now()
  const client = async (number: number) => {
    while (performance.now() - begun < seconds * 1000) {
      const at = performance.now()
      await operate(number)
      took.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  const lasted = (performance.now() - begun) / 1000
  const used = process.cpuUsage(before)
  took.sort((a, b) => a - b)
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((share) => percentile(took, share))
  return { count: took.length, seconds: lasted, p50, p95, p99, cpu: (used.user + used.system) / 1e6 }
}
