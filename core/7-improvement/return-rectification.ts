import { z } from 'zod'
import { day, freeText, sealed } from '../shared/fields.ts'
import { isRefusal } from '../shared/refusal.ts'
import { improvementCommand } from './command.ts'
import { deadlineOf } from './deadline.ts'
import { ownWork } from './own-work.ts'

export const returnRectification = improvementCommand({
  name: 'return-rectification',
  summary: 'Give a reported rectification back with a reason, and with a new day where the old one is too near.',
  statuses: ['reported'],
  authority: 'may-accept-rectification',
  input: z.strictObject({ reason: freeText(2000), until: day().optional() }),
  possible: ownWork,

  decide({ reason, until }, { now, zone }) {
    const deadline = until === undefined ? {} : deadlineOf(until, now, zone)
    if (isRefusal(deadline)) return deadline
    return [{ type: 'RectificationReturned', reason: sealed(reason), ...deadline }]
  },
})
