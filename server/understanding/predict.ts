import { availableParallelism } from 'node:os'
import type { Model } from '../../core/understanding/model.ts'
import type { Letters } from '../../core/understanding/normalise.ts'
import { onAllCores } from '../on-all-cores.ts'
import { sourceAt } from '../project-root.ts'

/** What a predicting thread knows: the model, how texts are compared, and how long its speed is measured. */
export type PredictTask = { readonly model: Model; readonly letters: Letters; readonly seconds: number }
export type Told = { readonly title: string; readonly content: string }
/** A share of the texts, and where it begins among all. */
export type PredictJob = { readonly from: number; readonly texts: readonly Told[] }
/** Indexes of classes in the order of the share. */
export type Predicted = { readonly from: number; readonly answers: readonly number[]; readonly textsPerSecond: number }

/**
 * Predicts the classes of texts, a share of them on each core.
 *
 * @param seconds so long each core predicts its share again to measure its speed; 0: not at all
 * @returns the classes in the order of the texts, and texts a second of all cores together, from text to class
 */
export async function predictAll(
  model: Model,
  letters: Letters,
  texts: readonly Told[],
  seconds: number,
): Promise<{ readonly labels: readonly string[]; readonly textsPerSecond: number }> {
  const task: PredictTask = { model, letters, seconds }
  const size = Math.ceil(texts.length / availableParallelism())
  const labels = new Array<string>(texts.length)
  let speed = 0
  const jobs: PredictJob[] = []
  for (let from = 0; from < texts.length; from += size) jobs.push({ from, texts: texts.slice(from, from + size) })
  const take = ({ from, answers, textsPerSecond }: Predicted) => {
    for (const [at, one] of answers.entries()) labels[from + at] = model.classes[one] as string
    speed += textsPerSecond
  }
  await onAllCores(sourceAt('server/understanding/predict-thread.ts'), task, jobs, take)
  return { labels, textsPerSecond: Math.round(speed) }
}
