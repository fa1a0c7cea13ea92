import { parentPort, workerData } from 'node:worker_threads'
import { figuresOf } from '../../core/understanding/figures.ts'
import { normalUnits } from '../../core/understanding/normalise.ts'
import { houseTraining } from '../../core/understanding/setting.ts'
import { type Example, train } from '../../core/understanding/train.ts'
import { ringFrom } from '../crypto/key-ring.ts'
import { openReadingPool } from '../db/pool.ts'
import { asSystem, read } from '../db/transaction.ts'
import { type Confirmed, labelsBySubject, selectConfirmed } from './confirmed.ts'
import type { Learned, LearnTask } from './learn.ts'
import { classedLetters } from './letters.ts'
import { writeModel } from './model-bytes.ts'
import { complaintText } from './read-examples.ts'
import { toldTexts } from './told-texts.ts'

// The thread that learns: reads what people confirmed and the words of those complaints, and answers with a model for each
// subject. The words stay in its memory, and it ends when it is done.

const { url, keys } = workerData as LearnTask

/** A class that fewer confirmed than this cannot be learned; neither can one class alone. */
const fewest = 5

const pool = openReadingPool(url, 1)
for (const [subject, labels] of labelsBySubject(await read<Confirmed>(pool, asSystem, selectConfirmed()))) {
  const frequent = frequentOnly(labels)
  if (new Set(frequent.values()).size < 2) continue
  parentPort?.postMessage(learned(subject, await examplesOf(frequent)))
}
await pool.end()

function frequentOnly(labels: ReadonlyMap<string, string>): Map<string, string> {
  const counts = new Map<string, number>()
  for (const label of labels.values()) counts.set(label, (counts.get(label) ?? 0) + 1)
  return new Map([...labels].filter(([, label]) => (counts.get(label) as number) >= fewest))
}

async function examplesOf(labels: ReadonlyMap<string, string>): Promise<Example[]> {
  const letters = await classedLetters()
  const examples: Example[] = []
  // In the order of ids: the same facts make the same model.
  for await (const [id, { title, content }] of toldTexts(pool, ringFrom(keys), [...labels.keys()].sort()))
    examples.push({ units: normalUnits(complaintText(title, content), letters), label: labels.get(id) as string })
  return examples
}

function learned(subject: string, examples: readonly Example[]): Learned {
  const { model, heldBack } = train(examples, houseTraining)
  return { subject, texts: examples.length, macroF1: figuresOf(heldBack).macroF1, bytes: writeModel(model) }
}
