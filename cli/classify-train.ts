import { resolve } from 'node:path'
import type { Model } from '../core/understanding/model.ts'
import type { BadLine, LabelledText } from '../server/understanding/read-examples.ts'
import { Failure } from './failure.ts'
import { progress } from './progress.ts'
import type { Say } from './words.ts'

export type TrainOptions = { readonly train: string; readonly output?: string; readonly json?: boolean }

/** Learns from a file and writes the model beside the work. */
export async function runTrain(say: Say, { train: file, output = 'classes.model', json }: TrainOptions): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  const { writeModel } = await import('../server/understanding/model-bytes.ts')
  const examples = await readTold(say, file)
  const { model, seconds } = await trained(say, file, examples, !json)
  const bytes = writeModel(model)
  const place = resolve(output)
  await writeFile(place, bytes)
  const done = {
    model: place,
    bytes: bytes.length,
    texts: examples.length,
    classes: model.classes,
    trainSeconds: seconds,
  }
  console.log(json ? JSON.stringify(done) : say('classify.trained', { ...done, classes: [...model.classes] }))
}

/** The texts of a file; what cannot be used is told line by line beside the output and makes the exit code 1. */
export async function readTold(say: Say, file: string): Promise<readonly LabelledText[]> {
  const { readExamples } = await import('../server/understanding/read-examples.ts')
  const { examples, bad } = await readExamples(resolve(file))
  for (const one of bad) console.error(lineTold(say, file, one))
  if (bad.length > 0) process.exitCode = 1
  return examples
}

function lineTold(say: Say, file: string, { line, code, params }: BadLine): string {
  return say('classify.bad-line', { file, line: String(line), why: say(code, params) })
}

/** The model of texts and how long it took. @throws Failure where they are of one class only */
export async function trained(
  say: Say,
  file: string,
  examples: readonly LabelledText[],
  watched: boolean,
): Promise<{ readonly model: Model; readonly seconds: number }> {
  const { train } = await import('../core/understanding/train.ts')
  const { usualTraining } = await import('../core/understanding/setting.ts')
  const { complaintUnits } = await import('../server/understanding/complaint-text.ts')
  const { classedLetters } = await import('../server/understanding/letters.ts')
  const labels = [...new Set(examples.map(({ label }) => label))]
  if (labels.length < 2) throw new Failure([say('classify.one-label', { file, labels })])
  const letters = await classedLetters()
  const bar = progress(say, 'classify.bar', watched)
  const begun = performance.now()
  const told = examples.map(({ title, content, label }) => ({ ...complaintUnits(title, content, letters), label }))
  const { model } = train(told, usualTraining, (done, of) => bar.show(done, done / of))
  bar.end()
  return { model, seconds: Math.round((performance.now() - begun) / 10) / 100 }
}
