/**
 * How alike two things are, by index; a pair that is not listed is not alike at all. Listed once, in either order; of a
 * pair that is listed again the last counts. -Infinity keeps two apart for good.
 */
export type Likeness = { readonly one: number; readonly other: number; readonly likeness: number }

/**
 * Gathers what is alike into groups by average linkage: two groups become one as long as their members are alike on
 * average, so that a chain of neighbours never joins what has nothing in common. Found by chains of nearest neighbours; the
 * order in which pairs are listed makes no difference.
 *
 * @param size  how many things there are
 * @param least likeness on average from which on two groups belong together, > 0
 * @returns the groups of two and more, members in order
 */
export function gather(size: number, pairs: Iterable<Likeness>, least: number): number[][] {
  const members = Array.from({ length: size }, (_, one) => [one])
  const sums = sumsOf(size, pairs)
  const chain: number[] = []
  for (let start = 0; start < size; start++) {
    if ((members[start] as number[]).length === 0) continue
    chain.push(start)
    while (chain.length > 0) {
      const last = chain.at(-1) as number
      const next = nearest(last, chain.at(-2), members, sums, least)
      if (next === undefined) chain.pop()
      else if (next !== chain.at(-2)) chain.push(next)
      else {
        chain.length -= 2
        unite(next, last, members, sums)
        if (chain.length === 0) chain.push(next)
      }
    }
  }
  return members.filter((one) => one.length > 1).map((one) => one.sort((a, b) => a - b))
}

type Sums = readonly Map<number, number>[]

/** By group and neighbour: the likeness of all pairs between them. */
function sumsOf(size: number, pairs: Iterable<Likeness>): Sums {
  const sums = Array.from({ length: size }, () => new Map<number, number>())
  for (const { one, other, likeness } of pairs) {
    sums[one]?.set(other, likeness)
    sums[other]?.set(one, likeness)
  }
  return sums
}

/** The group that is likest; of several the one before in the chain, else the first. */
function nearest(
  one: number,
  before: number | undefined,
  members: readonly number[][],
  sums: Sums,
  least: number,
): number | undefined {
  const own = (members[one] as number[]).length
  let [best, most] = [undefined as number | undefined, least]
  for (const [other, sum] of sums[one] as Map<number, number>) {
    const likeness = sum / (own * (members[other] as number[]).length)
    const chosen =
      likeness > most ||
      (likeness === most && (best === undefined || other === before || (best !== before && other < best)))
    if (!chosen) continue
    best = other
    most = likeness
  }
  return best
}

/** Makes two groups one, under the number of the first. */
function unite(kept: number, gone: number, members: number[][], sums: Sums): void {
  const [into, from] = [sums[kept] as Map<number, number>, sums[gone] as Map<number, number>]
  into.delete(gone)
  from.delete(kept)
  for (const [other, sum] of from) {
    const together = (into.get(other) ?? 0) + sum
    into.set(other, together)
    const theirs = sums[other] as Map<number, number>
    theirs.delete(gone)
    theirs.set(kept, together)
  }
  from.clear()
  members[kept] = [...(members[kept] as number[]), ...(members[gone] as number[])]
  members[gone] = []
}
