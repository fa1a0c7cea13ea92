import { z } from 'zod'
import { command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const withdraw = command({
  name: 'withdraw',
  summary: 'Record that the complainant takes the complaint back; the procedure ends.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-close',
  portal: true,
  input: z.strictObject({ reason: freeText(2000).optional() }),

  decide({ reason }) {
    return [{ type: 'CaseWithdrawn', party: theComplainant, reason: sealed(reason, `party:${theComplainant}`) }]
  },
})
