import { type Bag, type Grams, mostFeatures } from './bag.ts'

/** A linear model: what each feature says for and against each class. */
export type Model = {
  readonly grams: Grams
  readonly classes: readonly string[]
  /** By bucket: the row of its weights from 1; 0 where no text of the training had it. */
  readonly rows: Int32Array
  /**
   * By row: how rare the feature is, ln(texts / texts with it) + 1, then its weight for each class. They lie together, since
   * predicting is waiting for memory.
   */
  readonly table: Float32Array
  readonly bias: Float32Array
  /** Turns scores into probabilities: the sharper, the surer. */
  readonly sharpness: number
  /** How many texts it was learned from. */
  readonly texts: number
}

/**
 * Scores bags, one after another, in memory that is made once: what each class scores, valid until the next. The length of
 * the text makes no difference.
 */
export function scorer({ grams, rows, table, bias }: Model): (bag: Bag) => Float64Array {
  const stride = bias.length + 1
  const scores = new Float64Array(bias.length)
  const known = new Int32Array(mostFeatures(grams))
  return ({ ids, counts, size }) => {
    // Apart from the sums, so that the processor fetches many rows at once instead of waiting for each.
    for (let at = 0; at < size; at++) known[at] = rows[ids[at] as number] as number
    let square = 0
    scores.fill(0)
    for (let at = 0; at < size; at++) {
      const row = known[at] as number
      if (row === 0) continue
      const first = (row - 1) * stride
      const value = weightOf(counts[at] as number) * (table[first] as number)
      square += value * value
      for (let one = 0; one < scores.length; one++)
        scores[one] = (scores[one] as number) + value * (table[first + 1 + one] as number)
    }
    const norm = square === 0 ? 0 : 1 / Math.sqrt(square)
    for (let one = 0; one < scores.length; one++) scores[one] = (scores[one] as number) * norm + (bias[one] as number)
    return scores
  }
}

const logarithms = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(Math.max(1, count)))

/** What a feature that was met so often weighs: 1 + ln count. */
export function weightOf(count: number): number {
  return count < 256 ? (logarithms[count] as number) : 1 + Math.log(count)
}

/** The class that scores most, the first of several. */
export function indexOfMost(scores: Float64Array): number {
  let best = 0
  for (let at = 1; at < scores.length; at++) if ((scores[at] as number) > (scores[best] as number)) best = at
  return best
}
