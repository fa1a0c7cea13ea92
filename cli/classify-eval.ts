import type { Figures } from '../core/understanding/figures.ts'
import type { LabelledText } from '../server/understanding/read-examples.ts'
import { readTold, trained } from './classify-train.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

export type EvalOptions = {
  readonly train: string
  /** Left out: a fifth of the texts is held back from the training. */
  readonly test?: string
  readonly seed?: number
  readonly json?: boolean
}

type Evaluation = Figures & {
  readonly trainSeconds: number
  readonly textsPerSecond: number
  readonly texts: number
  /** Texts of the test that stand in the training as well: they show nothing and count in no figure. */
  readonly leftOut: number
}

/** So long each core predicts to measure its speed, s. */
const measuredFor = 1.5

/** Learns from one file and says how well the classes of another, or of a part that is held back, are found. */
export async function runEval(say: Say, { train: trainFile, test: testFile, seed, json }: EvalOptions): Promise<void> {
  const { figuresOf } = await import('../core/understanding/figures.ts')
  const { normalise } = await import('../core/understanding/normalise.ts')
  const { classedLetters } = await import('../server/understanding/letters.ts')
  const { predictAll } = await import('../server/understanding/predict.ts')
  const letters = await classedLetters()
  const { complaintText } = await import('../server/understanding/complaint-text.ts')
  const compared = ({ title, content }: LabelledText) => normalise(complaintText(title, content), letters)
  const read = await readTold(say, trainFile)
  const [training, all] =
    testFile === undefined ? await heldBack(read, compared, seed ?? 1) : [read, await readTold(say, testFile)]
  const { model, seconds } = await trained(say, trainFile, training, !json)
  const seen = new Set(training.map(compared))
  const test = all.filter((one) => !seen.has(compared(one)))
  if (test.length === 0)
    throw new Failure([say('classify.nothing-new', { train: trainFile, test: testFile ?? trainFile })])
  const { labels, textsPerSecond } = await predictAll(model, letters, test, measuredFor)
  const figures = figuresOf(test.map(({ label }, at) => [label, labels[at] as string]))
  const leftOut = all.length - test.length
  const evaluation = { ...rounded(figures), trainSeconds: seconds, textsPerSecond, texts: test.length, leftOut }
  console.log(json ? JSON.stringify(evaluation) : told(say, evaluation).join('\n'))
}

/**
 * Four fifths to learn from and one to be judged by, drawn by a seed. What is told twice in the same words falls to one
 * side: else a model would be asked what it has read.
 */
async function heldBack(
  texts: readonly LabelledText[],
  compared: (one: LabelledText) => string,
  seed: number,
): Promise<[training: LabelledText[], test: LabelledText[]]> {
  const { drawer, shuffled } = await import('../core/understanding/draw.ts')
  const alike = [...Map.groupBy(texts, compared).values()]
  const drawn = shuffled(alike, drawer(seed))
  const fifth = Math.ceil(drawn.length / 5)
  return [drawn.slice(fifth).flat(), drawn.slice(0, fifth).flat()]
}

/** Four digits say more than a test of thousands can know. */
function rounded({ macroF1, accuracy, perClass }: Figures): Figures {
  const round = (value: number) => Math.round(value * 10_000) / 10_000
  const classes = Object.entries(perClass).map(([label, { precision, recall, f1, support }]) => {
    return [label, { precision: round(precision), recall: round(recall), f1: round(f1), support }] as const
  })
  return { macroF1: round(macroF1), accuracy: round(accuracy), perClass: Object.fromEntries(classes) }
}

function told(say: Say, evaluation: Evaluation): string[] {
  const { macroF1, accuracy, perClass, ...rest } = evaluation
  return [
    say('classify.done', { ...rest, macroF1: String(macroF1), accuracy: String(accuracy) }),
    ...Object.entries(perClass).map(([label, { precision, recall, f1, support }]) => {
      const figures = { precision: String(precision), recall: String(recall), f1: String(f1), support }
      return say('classify.class', { label, ...figures })
    }),
    ...(rest.leftOut > 0 ? [say('classify.left-out', rest)] : []),
  ]
}
