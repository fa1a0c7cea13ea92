/**
 * How sharply scores are to be turned into probabilities so that a confidence of 80 % is right in 80 of 100: the factor
 * before the softmax under which the true classes are likeliest (temperature scaling).
 *
 * @param scores of texts that the planes were found without
 * @param labels index of each text's true class
 * @returns between 0.1 and 100
 */
export function sharpnessOf(scores: readonly Float64Array[], labels: Int32Array): number {
  let [low, high] = [Math.log(0.1), Math.log(100)]
  const surprise = (logarithm: number) => surpriseOf(scores, labels, Math.exp(logarithm))
  // The surprise has one lowest point: thirds of the range in which it cannot lie are cut off.
  for (let step = 0; step < 40; step++) {
    const third = (high - low) / 3
    if (surprise(low + third) < surprise(high - third)) high -= third
    else low += third
  }
  return Math.exp((low + high) / 2)
}

function surpriseOf(scores: readonly Float64Array[], labels: Int32Array, sharpness: number): number {
  let sum = 0
  for (const [at, one] of scores.entries()) sum -= logProbabilities(one, sharpness)[labels[at] as number] as number
  return sum
}

/**
 * Scores as probabilities that come to 1. One text more is held to be of each class: after ten texts nobody can be surer
 * than ten texts allow (Laplace's rule of succession).
 *
 * @param texts how many the planes were found from
 */
export function probabilities(scores: Float64Array, sharpness: number, texts: number): Float64Array {
  return logProbabilities(scores, sharpness).map((one) => (Math.exp(one) * texts + 1) / (texts + scores.length))
}

function logProbabilities(scores: Float64Array, sharpness: number): Float64Array {
  const most = Math.max(...scores)
  const sum = scores.reduce((all, one) => all + Math.exp((one - most) * sharpness), 0)
  return scores.map((one) => (one - most) * sharpness - Math.log(sum))
}
