import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'

export const inform = command({
  name: 'inform',
  summary: 'Tell the complainant how things stand.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-inform',
  input: z.strictObject({ channel: code().meta({ widget: 'channel' }), text: freeText(4000) }),

  decide({ channel, text }) {
    return [{ type: 'ComplainantInformed', channel, text: sealed(text) }]
  },
})
