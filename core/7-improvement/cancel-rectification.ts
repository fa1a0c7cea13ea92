import { z } from 'zod'
import { freeText, sealed } from '../shared/fields.ts'
import { improvementCommand } from './command.ts'
import { ownWork } from './own-work.ts'

export const cancelRectification = improvementCommand({
  name: 'cancel-rectification',
  summary: 'Call off a rectification that is no longer needed. Never the own one; what was done stays on record.',
  statuses: ['ordered', 'returned', 'reported'],
  authority: 'may-order-rectification',
  input: z.strictObject({ reason: freeText(2000) }),
  possible: ownWork,

  decide({ reason }) {
    return [{ type: 'RectificationCancelled', reason: sealed(reason) }]
  },
})
