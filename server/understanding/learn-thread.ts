import { parentPort, workerData } from 'node:worker_threads'
import { figuresOf } from '../../core/understanding/figures.ts'
import { houseTraining } from '../../core/understanding/setting.ts'
import { type Example, train } from '../../core/understanding/train.ts'
import { ringFrom } from '../crypto/key-ring.ts'
import { openReadingPool } from '../db/pool.ts'
import { asSystem, readAll } from '../db/transaction.ts'
import { complaintUnits } from './complaint-text.ts'
import {
  type Confirmed,
  type Decided,
  selectConfirmed,
  selectDecided,
  selectNoes,
  type Verdict,
  verdictsBySubject,
} from './confirmed.ts'
import type { Learned, LearnTask } from './learn.ts'
import { classedLetters } from './letters.ts'
import { writeModel } from './model-bytes.ts'
import { toldTexts } from './told-texts.ts'

// The thread that learns: reads what people confirmed and the words of those complaints, and answers with a model for each
// subject. The words stay in its memory, and it ends when it is done.

const { url, keys } = workerData as LearnTask

/** A class that fewer confirmed than this cannot be learned; neither can one class alone. */
const fewest = 5

const pool = openReadingPool(url, 1)
const [confirmed, decided, noes] = await readAll<[Confirmed, Decided, Decided]>(pool, asSystem, [
  selectConfirmed(),
  selectDecided(),
  selectNoes(),
])
for (const [subject, verdicts] of verdictsBySubject(confirmed, decided, noes)) {
  const frequent = frequentOnly(verdicts)
  if (new Set([...frequent.values()].flatMap(({ label }) => label ?? [])).size < 2) continue
  parentPort?.postMessage(learned(subject, await examplesOf(frequent)))
}
await pool.end()

/** Of rare classes nothing is learned, nor of what somebody said is none of them. */
function frequentOnly(verdicts: ReadonlyMap<string, Verdict>): Map<string, Verdict> {
  const counts = new Map<string, number>()
  for (const { label } of verdicts.values()) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  const isFrequent = (label: string) => (counts.get(label) ?? 0) >= fewest
  return new Map(
    [...verdicts].flatMap(([id, { label, not }]): [string, Verdict][] => {
      const known = { ...(label !== undefined && isFrequent(label) && { label }), not: not.filter(isFrequent) }
      return known.label === undefined && known.not.length === 0 ? [] : [[id, known]]
    }),
  )
}

async function examplesOf(verdicts: ReadonlyMap<string, Verdict>): Promise<Example[]> {
  const letters = await classedLetters()
  const examples: Example[] = []
  // In the order of ids: the same facts make the same model.
  for await (const [id, { title, content }] of toldTexts(pool, ringFrom(keys), [...verdicts.keys()].sort()))
    examples.push({ ...complaintUnits(title, content, letters), ...(verdicts.get(id) as Verdict) })
  return examples
}

function learned(subject: string, examples: readonly Example[]): Learned {
  const { model, heldBack } = train(examples, houseTraining)
  return { subject, texts: heldBack.length, macroF1: figuresOf(heldBack).macroF1, bytes: writeModel(model) }
}
