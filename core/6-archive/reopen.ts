import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const reopen = command({
  name: 'reopen',
  summary: 'Open a closed case again; past duties stay as they ended.',
  stages: ['archive'],
  statuses: ['closed'],
  authority: 'may-reopen',
  input: z.strictObject({ reason: freeText(2000) }),

  decide({ reason }) {
    return [{ type: 'CaseReopened', reason: sealed(reason) }]
  },
})
