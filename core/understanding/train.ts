import type { Grams } from './bag.ts'
import { type Bagged, layOut, type Matrix } from './matrix.ts'
import { indexOfMost, type Model } from './model.ts'
import { type Plane, type Separating, separate } from './separate.ts'
import { sharpnessOf } from './sharpness.ts'
import { tellingOf, weighed } from './telling.ts'

export type TrainingSetting = Omit<Separating, 'weight'> & {
  readonly grams: Grams
  readonly least: number
  readonly folds: number
}

/** A text to learn from, and the class a person gave it, or classes somebody said it is not of. */
export type Example = Bagged & { readonly label?: string; readonly not?: readonly string[] }

export type Trained = {
  readonly model: Model
  /** Truth and guess of each text by planes that were found without it: how well such a model does. */
  readonly heldBack: readonly (readonly [truth: string, guess: string])[]
}

/** The label of a text of which it is only known what it is not. */
const unknown = -1

/** On which side of a class's plane a text lies: 1 within, -1 outside, 0 where nobody said. */
function sideOf(label: number, one: number, isNot = false): number {
  if (label === one) return 1
  return label !== unknown || isNot ? -1 : 0
}

/**
 * Learns to tell classes apart. Deterministic: the same examples in the same order give the same model.
 *
 * @param examples of two classes at least
 * @param onStep told after each plane: how many of how many are found
 */
export function train(
  examples: readonly Example[],
  setting: TrainingSetting,
  onStep: (done: number, of: number) => void = () => {},
): Trained {
  const { grams, least, folds } = setting
  const classes = [...new Set(examples.flatMap(({ label }) => label ?? []))].sort()
  const labels = Int32Array.from(examples, ({ label }) => (label === undefined ? unknown : classes.indexOf(label)))
  const { matrix, columns } = layOut(examples, grams, least)
  const width = columns.rarity.length
  const total = classes.length * (folds + 1)
  let done = 0
  const planesOf = (texts: Int32Array) =>
    classes.map((name, one) => {
      const sides = Int8Array.from(examples, ({ not }, text) =>
        sideOf(labels[text] as number, one, not?.includes(name)),
      )
      const judged = texts.filter((text) => sides[text] !== 0)
      const plane = planeOf(matrix, judged, sides, width, setting)
      onStep(++done, total)
      return plane
    })
  const scores = foldedScores(matrix, folds, planesOf)
  const planes = planesOf(Int32Array.from(labels.keys()))
  const known = Int32Array.from(labels.keys()).filter((text) => labels[text] !== unknown)
  const held = Array.from(known, (text) => scores[text] as Float64Array)
  const truths = known.map((text) => labels[text] as number)
  const nameOf = (index: number | undefined) => classes[index as number] as string
  const model = {
    grams,
    classes,
    rows: columns.rows,
    table: tableOf(columns.rarity, planes),
    bias: Float32Array.from(planes, ({ bias }) => bias),
    sharpness: sharpnessOf(held, truths),
    texts: known.length,
  }
  return { model, heldBack: held.map((one, at) => [nameOf(truths[at]), nameOf(indexOfMost(one))] as const) }
}

/** The plane of a class, over columns weighed by how strongly they tell it; the weights are those of the plain columns. */
function planeOf(matrix: Matrix, texts: Int32Array, sides: Int8Array, width: number, setting: TrainingSetting): Plane {
  const inside = texts.reduce((count, text) => count + ((sides[text] as number) > 0 ? 1 : 0), 0)
  // A rare class would else be given up for the frequent ones; the root is the mean of minding that and not minding it.
  const weight = inside === 0 ? 1 : Math.sqrt((texts.length - inside) / inside)
  const telling = tellingOf(matrix, texts, sides, width)
  const { weights, bias } = separate(weighed(matrix, telling), texts, sides, width, { ...setting, weight })
  return { weights: weights.map((one, column) => one * (telling[column] as number)), bias }
}

/** What each text scores under planes that were found without it. */
function foldedScores(matrix: Matrix, folds: number, planesOf: (texts: Int32Array) => Plane[]): Float64Array[] {
  const texts = Int32Array.from({ length: matrix.starts.length - 1 }, (_, at) => at)
  const scores: Float64Array[] = []
  for (let fold = 0; fold < folds; fold++) {
    const planes = planesOf(texts.filter((text) => text % folds !== fold))
    for (const text of texts) if (text % folds === fold) scores[text] = scoresOf(matrix, text, planes)
  }
  return scores
}

function scoresOf({ starts, columns, values }: Matrix, text: number, planes: readonly Plane[]): Float64Array {
  return Float64Array.from(planes, ({ weights, bias }) => {
    let sum = bias
    for (let at = starts[text] as number; at < (starts[text + 1] as number); at++)
      sum += (weights[columns[at] as number] as number) * (values[at] as number)
    return sum
  })
}

function tableOf(rarity: Float32Array, planes: readonly Plane[]): Float32Array {
  const stride = planes.length + 1
  const table = new Float32Array(rarity.length * stride)
  for (const [row, rare] of rarity.entries()) {
    table[row * stride] = rare
    for (const [one, { weights }] of planes.entries()) table[row * stride + 1 + one] = weights[row] as number
  }
  return table
}
