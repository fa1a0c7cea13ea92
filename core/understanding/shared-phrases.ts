import type { Folded } from '../search/fold.ts'

const least = 5
const most = 3
const longest = 24

/**
 * The longest phrases that two texts share, as they stand in the other: what shows a reader at a glance that they tell of
 * the same.
 *
 * @returns three at most, of five letters or more, the longest first, none within another
 */
export function sharedPhrases(mine: Folded, other: Folded, otherText: string): string[] {
  const known = new Map<string, number[]>()
  const start = (units: Uint16Array, n: number) => String.fromCharCode(...units.subarray(n, n + least))
  for (let n = 0; n + least <= mine.units.length; n++) {
    const key = start(mine.units, n)
    known.set(key, [...(known.get(key) ?? []).slice(-7), n])
  }
  const runs: { from: number; length: number }[] = []
  for (let n = 0; n + least <= other.units.length; ) {
    const length = Math.max(
      0,
      ...(known.get(start(other.units, n)) ?? []).map((at) => runLength(mine.units, at, other.units, n)),
    )
    if (length > 0) runs.push({ from: n, length })
    n += Math.max(1, length)
  }
  const phrases = runs
    .sort((one, another) => another.length - one.length)
    .map(({ from, length }) => cut(other, otherText, from, Math.min(length, longest)))
  return [...new Set(phrases)].slice(0, most)
}

function runLength(mine: Uint16Array, at: number, other: Uint16Array, from: number): number {
  let length = 0
  while (at + length < mine.length && from + length < other.length && mine[at + length] === other[from + length])
    length++
  return length
}

function cut({ at }: Folded, text: string, from: number, length: number): string {
  return text.slice(at[from] ?? 0, (at[from + length - 1] ?? 0) + 1).replace(/\s+/g, ' ')
}
