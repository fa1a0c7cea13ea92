import type { House } from '../../server/house.ts'
import { storedPolicies } from '../../server/policies.ts'
import type { Finding } from '../../server/trail/verify/finding.ts'
import { verifyTrail } from '../../server/trail/verify.ts'
import { type Draw, manipulations } from './manipulations.ts'
import type { Store } from './store.ts'

export type TamperReport = {
  readonly manipulations: number
  readonly kinds: number
  /** Those of which the verifier found nothing, and those where it found something else. */
  readonly undetected: readonly string[]
  readonly unnamed: readonly string[]
  readonly seed: number
}

/**
 * Changes a store again and again, each time in one drawn way, and looks whether the verifier finds it and names what was
 * changed. Between two changes the store is as it was made, and clean.
 *
 * @throws Error where a store that nobody changed is not clean
 */
export async function tamperDrill(store: Store, count: number, seed: number): Promise<TamperReport> {
  const draw = drawing(seed)
  const names = Object.keys(manipulations)
  const [undetected, unnamed]: [string[], string[]] = [[], []]
  for (let n = 0; n < count; n += 1) {
    const name = names[n % names.length] as string
    const expected = await manipulations[name]?.(store, draw)
    const found = await look(store)
    if (found.length === 0) undetected.push(`${n} ${name}`)
    else if (!found.some((one) => expected?.includes(one.streamId) || expected?.includes(one.name ?? '')))
      unnamed.push(`${n} ${name}`)
    await store.putBack('kept')
    if (n % names.length === 0 && (await look(store)).length > 0) throw new Error('the store is not clean by itself')
  }
  return { manipulations: count, kinds: names.length, undetected, unnamed, seed }
}

/** As a verifier that comes in from outside, which remembers no rule that it read before. */
async function look({ house, ownerUrl }: Store): Promise<Finding[]> {
  const found: Finding[] = []
  const stranger: House = { ...house, policies: { ...house.policies, ...storedPolicies(house.pool) } }
  await verifyTrail(stranger, ownerUrl, { onFinding: (one) => found.push(one), onProgress: () => {} })
  return found
}

/** Mulberry32. */
function drawing(seed: number): Draw {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
