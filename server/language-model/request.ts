import { createHash } from 'node:crypto'
import type { DraftKind, Leaving } from '../../api/language-model.ts'
import { sensitiveKinds } from '../../core/understanding/sensitive-kinds.ts'
import { type Substitutes, withoutPersons } from '../../core/understanding/without-persons.ts'
import type { Organisation } from '../directory.ts'
import { type Voice, voiceOf } from '../documents/voice.ts'
import type { OpenCase } from '../read/case-page.ts'
import { namesIn } from '../read/case-paper.ts'
import type { Language } from '../words.ts'
import { knownInCase } from './known-in-case.ts'
import { recordOf } from './record.ts'

/** A record is cut behind so many letters and signs once nobody stands in it any more: not in the middle of a number. */
const longestRecord = 32_000
const instead = [...sensitiveKinds, 'number', 'link', 'masked'] as const satisfies readonly (keyof Substitutes)[]

/** What a draft is asked for with: the body to the byte, and what of it the person sees before it leaves. */
export type DraftRequest = { readonly body: string; readonly shown: Leaving }

type Asked = {
  readonly kind: DraftKind
  readonly language: Language
  readonly model: string
  readonly target: URL
}

/**
 * What is sent to the model for a draft. The same case gives the same request: the digest that somebody confirmed fits
 * until something happens to the case, or the model is another.
 */
export function draftRequest(opened: OpenCase, organisation: Organisation, asked: Asked): DraftRequest {
  const { packs, calendar } = opened.context
  const catalogue = namesIn(organisation, packs)
  const voice = voiceOf({ language: asked.language, catalogue, office: calendar.plain.office })
  const { t } = voice
  const instruction = `${t(`papers:draft.instruction.${asked.kind}`)}\n${t('papers:draft.data')}`
  const record = redacted(opened, organisation, voice)
  const messages = [
    { role: 'system', content: instruction },
    { role: 'user', content: `<record>\n${record}\n</record>` },
  ]
  const body = JSON.stringify({ model: asked.model, messages, stream: false })
  const { host, href } = asked.target
  const digest = createHash('sha256').update(`${href}\n${body}`).digest('hex')
  const characters = instruction.length + record.length
  return { body, shown: { host, model: asked.model, instruction, record, characters, digest } }
}

/** Without persons, and without the brackets of which the marks around it are made: no text can end it. */
function redacted({ page, told }: OpenCase, organisation: Organisation, voice: Voice): string {
  const { t } = voice
  const known = knownInCase(told, page, organisation, (role) => t(`papers:draft.role.${role}`))
  const words = Object.fromEntries(instead.map((kind) => [kind, t(`papers:draft.instead.${kind}`)])) as Substitutes
  const clean = withoutPersons(recordOf(page, voice), known, words)
  return clean.slice(0, longestRecord).replaceAll('<', '‹').replaceAll('>', '›')
}
