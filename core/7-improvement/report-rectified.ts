import { z } from 'zod'
import { freeText, sealed } from '../shared/fields.ts'
import { improvementCommand } from './command.ts'

export const reportRectified = improvementCommand({
  name: 'report-rectified',
  summary: 'Report a rectification as done, with its effect; it then waits for acceptance.',
  statuses: ['ordered', 'returned'],
  authority: 'may-rectify',
  input: z.strictObject({ effect: freeText(4000) }),

  decide({ effect }) {
    return [{ type: 'RectificationReported', effect: sealed(effect) }]
  },
})
