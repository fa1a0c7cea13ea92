import { z } from 'zod'
import { freeText, sealed } from '../shared/fields.ts'
import { improvementCommand } from './command.ts'
import { ownWork } from './own-work.ts'

export const acceptRectification = improvementCommand({
  name: 'accept-rectification',
  summary: 'Accept a rectification against its criteria: the acceptance report. Never on the own work.',
  statuses: ['reported'],
  authority: 'may-accept-rectification',
  input: z.strictObject({ text: freeText(4000) }),
  possible: ownWork,

  decide({ text }) {
    return [{ type: 'RectificationAccepted', text: sealed(text) }]
  },
})
