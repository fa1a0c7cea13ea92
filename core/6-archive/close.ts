import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const close = command({
  name: 'close',
  summary: 'Close the case with its result; without the complainant’s acceptance the other ways open to them are told.',
  stages: ['feedback'],
  authority: 'may-close',
  input: z.strictObject({
    result: z.enum(['resolved', 'unresolved', 'fed-back']),
    alternatives: z.boolean().default(false),
    summary: freeText(4000),
  }),
  possible: ({ state }) => {
    if (!state.answered) return refuse('feedback.not-answered')
    return state.review === 'asked' ? refuse('archive.review-open') : undefined
  },

  decide({ result, alternatives, summary }, { state }) {
    if (state.response !== 'accepted' && !alternatives) return refuse('archive.alternatives-not-told')
    return [{ type: 'CaseClosed', result, alternatives, summary: sealed(summary) }]
  },
})
