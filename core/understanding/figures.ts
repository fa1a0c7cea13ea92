/** How well a class is found: of those that were called so how many are, and of those that are how many were called so. */
export type ClassFigures = {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Texts that are of the class. */
  readonly support: number
}

export type Figures = {
  /** Mean of the classes' F1, each counting the same. */
  readonly macroF1: number
  readonly accuracy: number
  readonly perClass: Readonly<Record<string, ClassFigures>>
}

/**
 * Holds what was guessed against what is so. A class that is guessed and is never so counts as one with F1 0.
 *
 * @param pairs truth and guess of each text; one at least
 */
export function figuresOf(pairs: readonly (readonly [truth: string, guess: string])[]): Figures {
  const classes = [...new Set(pairs.flat())].sort()
  const perClass = Object.fromEntries(classes.map((one) => [one, figuresOfClass(pairs, one)]))
  const sum = classes.reduce((total, one) => total + (perClass[one]?.f1 ?? 0), 0)
  const right = pairs.filter(([truth, guess]) => truth === guess).length
  return { macroF1: sum / classes.length, accuracy: right / pairs.length, perClass }
}

function figuresOfClass(pairs: readonly (readonly [string, string])[], label: string): ClassFigures {
  const support = pairs.filter(([truth]) => truth === label).length
  const called = pairs.filter(([, guess]) => guess === label).length
  const right = pairs.filter(([truth, guess]) => truth === label && guess === label).length
  const [precision, recall] = [called === 0 ? 0 : right / called, support === 0 ? 0 : right / support]
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall), support }
}
