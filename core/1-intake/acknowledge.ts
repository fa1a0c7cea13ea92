import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const acknowledge = command({
  name: 'acknowledge',
  summary: 'Tell the complainant that the complaint has arrived, what happens next and by when.',
  stages: ['intake', 'triage', 'investigation', 'resolution'],
  authority: 'may-inform',
  input: z.strictObject({ channel: code().meta({ widget: 'channel' }), text: freeText(4000) }),
  possible: ({ state }) => (state.moments.ComplaintAcknowledged ? refuse('intake.acknowledged-already') : undefined),

  decide({ channel, text }) {
    return [{ type: 'ComplaintAcknowledged', channel, text: sealed(text) }]
  },
})
