import { z } from 'zod'
import { postedField, whyNotThere } from '../case/channel-rules.ts'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const acknowledge = command({
  name: 'acknowledge',
  summary: 'Tell the complainant that the complaint has arrived, what happens next and by when.',
  stages: ['intake', 'triage', 'investigation', 'resolution'],
  authority: 'may-inform',
  input: z.strictObject({ channel: code().meta({ widget: 'channel' }), text: freeText(4000), ...postedField }),
  possible: ({ state }) => (state.moments.ComplaintAcknowledged ? refuse('intake.acknowledged-already') : undefined),

  decide({ channel, text, posted }, context) {
    const elsewhere = whyNotThere({ channel, posted }, context, false)
    return elsewhere ?? [{ type: 'ComplaintAcknowledged', channel, text: sealed(text), posted: sealed(posted) }]
  },
})
