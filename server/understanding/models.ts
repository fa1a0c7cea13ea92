import { type Classifier, classifier } from '../../core/understanding/classify.ts'
import type { Model } from '../../core/understanding/model.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { readModel } from './model-bytes.ts'

/** A model in force. */
export type InForce = {
  readonly subject: string
  readonly model: Model
  readonly classifier: Classifier
  /** Confirmed complaints it was learned from. */
  readonly texts: number
}

type Listed = { readonly subject: string; readonly id: string; readonly texts: number }
type Held = InForce & { readonly id: string }

/** Opened models by house; another process may have learned since, so each use asks which ones are in force. */
const opened = new WeakMap<House, Map<string, Held>>()

/** The models in force of those subjects that have one. */
export async function modelsFor(house: House, subjects: readonly string[]): Promise<readonly InForce[]> {
  const text = 'select subject, id, texts from class_model where subject = any($1::text[])'
  const listed = await read<Listed>(house.pool, asSystem, { name: 'models-in-force', text, values: [subjects] })
  const held = opened.get(house) ?? new Map<string, Held>()
  opened.set(house, held)
  for (const one of listed) if (held.get(one.subject)?.id !== one.id) held.set(one.subject, await load(house, one))
  return listed.map(({ subject }) => held.get(subject) as Held)
}

async function load(house: House, { subject, id, texts }: Listed): Promise<Held> {
  const text = 'select id, box from class_model where subject = $1'
  const [row] = await read<{ id: string; box: Buffer }>(house.pool, asSystem, {
    name: 'model',
    text,
    values: [subject],
  })
  if (!row) throw new Error(`the model of ${subject} is gone`)
  const model = readModel(Buffer.from(house.ring.openRow(modelPlace(subject, row.id), row.box), 'base64'))
  return { subject, id, texts, model, classifier: classifier(model) }
}

/** What a box of a model is sealed for. */
export function modelPlace(subject: string, id: string): string {
  return `class_model|box|${subject}|${id}`
}
