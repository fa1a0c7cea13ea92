import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'

export const contact = command({
  name: 'contact',
  summary: 'Record a talk with the complainant, reached or not.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-investigate',
  input: z.strictObject({ channel: code().meta({ widget: 'channel' }), reached: z.boolean(), text: freeText(4000) }),

  decide({ channel, reached, text }) {
    return [{ type: 'ComplainantContacted', channel, reached, text: sealed(text) }]
  },
})
