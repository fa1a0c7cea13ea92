import { randomUUIDv7 } from 'node:crypto'
import type { Draft, DraftKind, Leaving } from '../../api/language-model.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import { read } from '../db/transaction.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { openCase } from '../read/case-page.ts'
import type { Ways } from '../webhooks/guarded-request.ts'
import type { Language } from '../words.ts'
import { askModel } from './ask-model.ts'
import { type DraftRequest, draftRequest } from './request.ts'
import { type ModelSettings, modelSettings } from './settings.ts'
import { modelTarget } from './target.ts'

/** Which draft of which case somebody asks for. */
export type DraftWish = {
  readonly id: string
  readonly kind: DraftKind
  readonly person: string
  readonly language: Language
}

/** What would leave the house for a draft, or why there is none. That the case was read is written down. */
export async function showLeaving(
  house: House,
  organisation: Organisation,
  wish: DraftWish,
): Promise<Leaving | Refusal> {
  const prepared = await prepare(house, organisation, wish)
  return isRefusal(prepared) ? prepared : prepared.request.shown
}

/**
 * Has the model write a draft. Nothing leaves before it is written down who sent what; the draft itself is kept nowhere.
 *
 * @param digest of what the person saw and confirmed; refused where it would be something else by now
 * @param signal calls it off
 */
export async function makeDraft(
  house: House,
  organisation: Organisation,
  wish: DraftWish & { readonly digest: string },
  ways: Ways,
  signal: AbortSignal,
): Promise<Draft | Refusal> {
  const prepared = await prepare(house, organisation, wish)
  if (isRefusal(prepared)) return prepared
  const { request, settings } = prepared
  if (request.shown.digest !== wish.digest) return refuse('language-model.changed')
  await noteUse(house, wish, request.shown)
  const text = await askModel(settings, request.body, ways, signal)
  return isRefusal(text) ? text : { text }
}

type Prepared = { readonly settings: ModelSettings; readonly request: DraftRequest }

/** Without a model nobody is told whether there is such a case. */
async function prepare(
  house: House,
  organisation: Organisation,
  { id, kind, person, language }: DraftWish,
): Promise<Prepared | Refusal> {
  const settings = organisation.languageModel === 'on' ? await modelSettings(house) : undefined
  if (!settings) return refuse('language-model.off')
  const target = modelTarget(settings.url, house.inside)
  if (isRefusal(target)) return target
  const reader = { person, language: language === 'en' ? 'en' : 'zh' } as const
  const opened = await openCase(house, organisation, reader, id, { what: 'draft' })
  if (!opened) return refuse('case.unknown')
  if (!opened.page.drafts.includes(kind)) return refuse('language-model.no-answer-now')
  const { model } = settings
  return { settings, request: draftRequest(opened, organisation, { kind, language, model, target }) }
}

async function noteUse({ pool, now }: House, { id, kind, person }: DraftWish, shown: Leaving): Promise<void> {
  const text = `insert into language_model_use (id, at, person_id, case_id, kind, characters, digest)
    values ($1, $2, $3, $4, $5, $6, $7)`
  const digest = Buffer.from(shown.digest, 'hex')
  const values = [randomUUIDv7(), now(), person, id, kind, shown.characters, digest]
  await read(pool, { person }, { name: 'language-model-use', text, values })
}
