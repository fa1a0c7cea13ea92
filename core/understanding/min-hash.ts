/** So many bands of so many rows: two texts that share half of their shingles nearly always share a band, those that share a tenth rarely. */
const bands = 16
const rows = 2
const shingleLetters = 3

/** Odd multipliers and summands, one pair a row; drawn once, the same for ever, since what is stored was made with them. */
const factors = Int32Array.from({ length: bands * rows }, (_, n) => Math.imul(n + 1, 0x9e3779b1) | 1)
const summands = Int32Array.from({ length: bands * rows }, (_, n) => Math.imul(n + 1, 0x85ebca6b))

/** A place in the row of bands, and what stands there: the least values of some shingles. */
export type Band = { readonly band: number; readonly least: readonly number[] }

/** The shingles of a text: every three letters that follow one another, as numbers, each once. @param units folded */
export function shinglesOf(units: Uint16Array): Set<number> {
  const shingles = new Set<number>()
  for (let n = 0; n + shingleLetters <= units.length; n++)
    shingles.add(spread((units[n] as number) * 65_536 + (units[n + 1] as number), units[n + 2] as number))
  return shingles
}

function spread(pair: number, third: number): number {
  let mixed = Math.imul(pair ^ Math.imul(third, 0xc2b2ae35), 0x27d4eb2f)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

/**
 * What stands for a text among many: texts that are alike share some of these.
 *
 * @returns 16 bands; none for a text of fewer than 20 different shingles, which says too little
 */
export function bandsOf(shingles: ReadonlySet<number>): Band[] {
  if (shingles.size < 20) return []
  const least = new Uint32Array(factors.length).fill(0xffffffff)
  for (const shingle of shingles)
    for (let n = 0; n < factors.length; n++) {
      let mixed = (Math.imul(shingle, factors[n] as number) + (summands[n] as number)) | 0
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d) >>> 0
      if (mixed < (least[n] as number)) least[n] = mixed
    }
  return Array.from({ length: bands }, (_, band) => ({ band, least: [...least.slice(band * rows, (band + 1) * rows)] }))
}

/** How alike two texts are: the share of their shingles that both have, 0 to 1. */
export function likeness(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  const shared = [...one].filter((shingle) => other.has(shingle)).length
  const all = one.size + other.size - shared
  return all === 0 ? 0 : shared / all
}
