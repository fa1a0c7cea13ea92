import type { NewLanguageModel } from '../../api/language-model.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'

/** What is sealed of a model; whether it is on stands in the organisation. An empty key: it asks for none. */
export type ModelSettings = Omit<NewLanguageModel, 'on'>

/** What the box of the settings belongs to: it opens nowhere else. */
export const modelPlace = 'language_model|settings_box'

/** Where the model is, what it is called and its key; undefined where none is set up. */
export async function modelSettings({ pool, ring }: Pick<House, 'pool' | 'ring'>): Promise<ModelSettings | undefined> {
  const statement = { name: 'language-model', text: 'select settings_box from language_model', values: [] }
  const [row] = await read<{ settings_box: Buffer }>(pool, asSystem, statement)
  return row && (JSON.parse(ring.openRow(modelPlace, row.settings_box)) as ModelSettings)
}
