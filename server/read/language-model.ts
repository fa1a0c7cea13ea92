import type { DraftKind, LanguageModelView } from '../../api/language-model.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { modelSettings } from '../language-model/settings.ts'

/** Uses are counted over so many hours: thirty days. */
const countedHours = 30 * 24

/** The model as its administrators see it, without its key; and how often it was asked of late. */
export async function readLanguageModel(
  house: House,
  { languageModel }: Pick<Organisation, 'languageModel'>,
): Promise<LanguageModelView> {
  const since = Temporal.Instant.from(house.now()).subtract({ hours: countedHours })
  const text = 'select count(*)::int as asked from language_model_use where at > $1'
  const statement = { name: 'language-model-asked', text, values: [since.toString()] }
  const [counted] = await read<{ asked: number }>(house.pool, asSystem, statement)
  const known = await modelSettings(house)
  const settings = known && {
    url: known.url,
    model: known.model,
    on: languageModel === 'on',
    hasKey: known.key !== '',
  }
  return { settings: settings ?? null, asked: counted?.asked ?? 0 }
}

/** What the model may be asked to draft for somebody who may run these commands; an answer by those alone who may give one. */
export function offeredDrafts(
  { languageModel }: Pick<Organisation, 'languageModel'>,
  allowed: readonly string[],
): DraftKind[] {
  if (languageModel !== 'on') return []
  return allowed.includes('answer') ? ['summary', 'answer'] : ['summary']
}
