import { drawer, shuffled } from './draw.ts'
import type { Matrix } from './matrix.ts'

/** A plane between two sides: the weight of each column, and what is added. */
export type Plane = { readonly weights: Float64Array; readonly bias: number }

export type Separating = {
  /** What a text on the wrong side costs, against the width of the margin; > 0. */
  readonly cost: number
  /** At most so many rounds through the texts. */
  readonly rounds: number
  /** Ends once no text pulls more than this. */
  readonly tolerance: number
  /** What a text of the class costs against one of the others; the rarer the class, the more. */
  readonly weight: number
}

/**
 * The plane with the widest margin between texts of a class and all others: a support vector machine with squared hinge
 * loss by dual coordinate descent (Hsieh and others, ICML 2008). The same arguments give the same plane.
 *
 * @param texts the rows to learn from
 * @param sides by row: 1 for the class, -1 for the others
 * @param columns how many columns there are
 */
export function separate(
  { starts, columns: ids, values }: Matrix,
  texts: Int32Array,
  sides: Int8Array,
  columns: number,
  { cost, rounds, tolerance, weight }: Separating,
): Plane {
  const weights = new Float64Array(columns)
  const pulls = new Float64Array(sides.length)
  const [soft, softInside] = [1 / (2 * cost), 1 / (2 * cost * weight)]
  const squares = squaresOf(starts, values)
  const draw = drawer(1)
  let bias = 0
  for (let round = 0; round < rounds; round++) {
    let strongest = 0
    for (const text of shuffled(texts, draw)) {
      const [from, to] = [starts[text] as number, starts[text + 1] as number]
      const [side, pull] = [sides[text] as number, pulls[text] as number]
      const softness = side > 0 ? softInside : soft
      let dot = bias
      for (let at = from; at < to; at++) dot += (weights[ids[at] as number] as number) * (values[at] as number)
      const slope = side * dot - 1 + pull * softness
      const active = pull === 0 ? Math.min(slope, 0) : slope
      strongest = Math.max(strongest, Math.abs(active))
      if (Math.abs(active) < 1e-12) continue
      const next = Math.max(pull - slope / ((squares[text] as number) + softness), 0)
      const step = (next - pull) * side
      pulls[text] = next
      bias += step
      for (let at = from; at < to; at++)
        weights[ids[at] as number] = (weights[ids[at] as number] as number) + step * (values[at] as number)
    }
    if (strongest < tolerance) break
  }
  return { weights, bias }
}

/** By row its length squared, and 1 for the constant column that stands for what is added. */
function squaresOf(starts: Int32Array, values: Float32Array): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, row) => {
    let square = 1
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) square += (values[at] as number) ** 2
    return square
  })
}
