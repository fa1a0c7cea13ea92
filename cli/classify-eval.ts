import type { Figures } from '../core/understanding/figures.ts'
import { readTold, trained } from './classify-train.ts'
import { Failure } from './failure.ts'
import type { Say } from './words.ts'

export type EvalOptions = { readonly train: string; readonly test: string; readonly json?: boolean }

type Evaluation = Figures & {
  readonly trainSeconds: number
  readonly textsPerSecond: number
  readonly texts: number
  /** Texts of the test that stand in the training as well: they show nothing and count in no figure. */
  readonly leftOut: number
}

/** So long each core predicts to measure its speed, s. */
const measuredFor = 1.5

/** Learns from one file and says how well the classes of another are found. */
export async function runEval(say: Say, { train: trainFile, test: testFile, json }: EvalOptions): Promise<void> {
  const { figuresOf } = await import('../core/understanding/figures.ts')
  const { normalise } = await import('../core/understanding/normalise.ts')
  const { classedLetters } = await import('../server/understanding/letters.ts')
  const { predictAll } = await import('../server/understanding/predict.ts')
  const [training, all] = [await readTold(say, trainFile), await readTold(say, testFile)]
  const { model, seconds } = await trained(say, trainFile, training, !json)
  const letters = await classedLetters()
  const seen = new Set(training.map(({ text }) => normalise(text, letters)))
  const test = all.filter(({ text }) => !seen.has(normalise(text, letters)))
  if (test.length === 0) throw new Failure([say('classify.nothing-new', { train: trainFile, test: testFile })])
  const texts = test.map(({ text }) => text)
  const { labels, textsPerSecond } = await predictAll(model, letters, texts, measuredFor)
  const figures = figuresOf(test.map(({ label }, at) => [label, labels[at] as string]))
  const leftOut = all.length - test.length
  const evaluation = { ...rounded(figures), trainSeconds: seconds, textsPerSecond, texts: test.length, leftOut }
  console.log(json ? JSON.stringify(evaluation) : told(say, evaluation).join('\n'))
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
