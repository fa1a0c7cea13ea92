import { z } from 'zod'
import { freeText, sealed } from '../shared/fields.ts'
import { improvementCommand } from './command.ts'

export const reportProgress = improvementCommand({
  name: 'report-progress',
  summary: 'Say how far a rectification is and what was done.',
  statuses: ['ordered', 'returned'],
  authority: 'may-rectify',
  input: z.strictObject({ percent: z.int().min(0).max(100), text: freeText(4000) }),

  decide({ percent, text }) {
    return [{ type: 'RectificationProgressed', percent, text: sealed(text) }]
  },
})
