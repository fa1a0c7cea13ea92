/** Numbers that look drawn and are the same for the same seed, so that a mail that did harm can be made again. */
export type Chance = {
  /** A whole number from 0 to below `most`. */
  readonly below: (most: number) => number
  readonly oneOf: <T>(all: readonly T[]) => T
}

/** @param seed any whole number */
export function chanceOf(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0
  const below = (most: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most
  }
  return { below, oneOf: (all) => all[below(all.length)] as (typeof all)[number] }
}
