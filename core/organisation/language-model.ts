import { z } from 'zod'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { organisationCommand } from './command.ts'

/** Run by the shell, which looks at the address first and seals the settings whole: they hold a key. */
export const setLanguageModel = organisationCommand({
  name: 'set-language-model',
  summary:
    'Say which language model may be asked for drafts, and whether it may be now; what was said before is replaced.',
  post: 'system-administrator',
  input: z.strictObject({ settings: freeText(4000), on: z.boolean() }),

  decide({ settings, on }) {
    return [{ type: 'LanguageModelSet', use: on ? 'on' : 'off', settings: sealed(settings) }]
  },
})

export const removeLanguageModel = organisationCommand({
  name: 'remove-language-model',
  summary: 'Ask no language model any more, and forget where it is and its key.',
  post: 'system-administrator',
  input: z.strictObject({}),

  decide(_, { state }) {
    return state.languageModel === 'none'
      ? refuse('language-model.not-set')
      : [{ type: 'LanguageModelSet', use: 'none' }]
  },
})
