import { median, rounded } from './figures.ts'
import type { Round } from './rounds.ts'
import type { Stage } from './stage.ts'

type Side = (clients: number, seconds: number) => Promise<Round>

/** The product and the floors that it is measured against. */
export type Contest = { readonly product: Side; readonly floor: Side; readonly oneStatement?: Side }

const clientNumbers = [1, 4, 16] as const
const secondsWith = { 1: 2, 4: 2, 16: 3 } as const

type Taken = { readonly rate: number; readonly round: Round; readonly server: number; readonly postgres: number }

/**
 * Runs the sides by turns, so that whatever else the machine does meets all of them, and compares the medians. Processor
 * seconds are those of the rounds with 16 clients.
 */
export async function besideFloor(stage: Stage, contest: Contest, runs: number): Promise<object> {
  const sides = Object.entries(contest) as [keyof Contest, Side][]
  for (const [, side] of sides) await side(16, 2)
  const clients: Record<string, object> = {}
  let last: Record<string, Taken[]> = {}
  for (const number of clientNumbers) {
    last = Object.fromEntries(sides.map(([name]) => [name, []]))
    for (let run = 0; run < runs; run++)
      for (const [name, side] of sides) last[name]?.push(await take(stage, () => side(number, secondsWith[number])))
    clients[number] = compare(last)
    console.error(`${number} clients: ${JSON.stringify(clients[number])}`)
  }
  return { clients, cpu: cpuOfRounds(last), rssMb: rounded(stage.memory(), 0), runs }
}

async function take(stage: Stage, work: () => Promise<Round>): Promise<Taken> {
  const before = stage.cpu()
  const round = await work()
  const after = stage.cpu()
  return {
    rate: round.count / round.seconds,
    round,
    server: after.server - before.server,
    postgres: after.postgres - before.postgres,
  }
}

function compare(taken: Record<string, Taken[]>): object {
  const rate = (side: string) => median(taken[side]?.map((one) => one.rate) ?? [])
  const latency = (share: 'p50' | 'p95') => rounded(median(taken.product?.map(({ round }) => round[share]) ?? []))
  const [product, floor, one] = [rate('product'), rate('floor'), rate('oneStatement')]
  const beside = {
    product: rounded(product, 0),
    floor: rounded(floor, 0),
    ratio: rounded(product / floor, 3),
    p50: latency('p50'),
    p95: latency('p95'),
  }
  return taken.oneStatement
    ? { ...beside, oneStatement: rounded(one, 0), ratioOneStatement: rounded(product / one, 3) }
    : beside
}

/** Processor seconds of the product's rounds, and of one operation of each side in microseconds: that hardly depends on what else runs. */
function cpuOfRounds(taken: Record<string, Taken[]>): object {
  const sum = (side: string, of: (one: Taken) => number) =>
    (taken[side] ?? []).reduce((total, one) => total + of(one), 0)
  const each = (side: string, of: (one: Taken) => number) =>
    rounded((sum(side, of) / sum(side, (one) => one.round.count)) * 1e6, 0)
  const seconds = {
    load: rounded(sum('product', (one) => one.round.cpu)),
    server: rounded(sum('product', (one) => one.server)),
    postgres: rounded(sum('product', (one) => one.postgres)),
  }
  const product = {
    load: each('product', (one) => one.round.cpu),
    server: each('product', (one) => one.server),
    postgres: each('product', (one) => one.postgres),
  }
  const floors = Object.keys(taken).filter((side) => side !== 'product')
  const ofFloor = (side: string) => ({
    driver: each(side, (one) => one.round.cpu),
    postgres: each(side, (one) => one.postgres),
  })
  return {
    ...seconds,
    microsecondsEach: { product, ...Object.fromEntries(floors.map((side) => [side, ofFloor(side)])) },
  }
}
