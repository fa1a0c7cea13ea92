import { z } from 'zod'
import { command } from '../case/command.ts'
import { responses } from '../case/events.ts'
import { theComplainant } from '../case/parties.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const recordAnswer = command({
  name: 'record-answer',
  summary: 'Record whether the complainant accepts the answer.',
  stages: ['feedback'],
  authority: 'may-inform',
  portal: true,
  input: z.strictObject({
    response: z.enum(responses),
    channel: code().meta({ widget: 'channel' }),
    reason: freeText(4000).optional(),
  }),
  possible: ({ state }) => (state.answered ? undefined : refuse('feedback.not-answered')),

  decide({ response, channel, reason }) {
    if (response === 'rejected' && !reason) return refuse('feedback.rejection-needs-reason')
    return [
      {
        type: 'AnswerRecorded',
        party: theComplainant,
        response,
        channel,
        reason: sealed(reason, `party:${theComplainant}`),
      },
    ]
  },
})
