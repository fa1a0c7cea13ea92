import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const callBack = command({
  name: 'call-back',
  summary: 'Record the call-back: reached or not, satisfied or not, and what was said.',
  stages: ['feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-call-back',
  input: z.strictObject({
    channel: code().meta({ widget: 'channel' }),
    reached: z.boolean(),
    satisfied: z.boolean().optional(),
    text: freeText(4000),
  }),
  possible: ({ state }) =>
    state.answered || state.proposal?.status === 'executed' ? undefined : refuse('feedback.nothing-to-call-back-about'),

  decide({ channel, reached, satisfied, text }) {
    if (!reached && satisfied !== undefined) return refuse('feedback.not-reached')
    return [{ type: 'CalledBack', channel, reached, satisfied, text: sealed(text) }]
  },
})
