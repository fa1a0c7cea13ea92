import { z } from 'zod'
import { command } from '../case/command.ts'
import { theComplainant } from '../case/parties.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const addStatement = command({
  name: 'add-statement',
  summary: 'Add to the complaint in the words of the complainant.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'merged'],
  authority: 'may-register',
  portal: true,
  input: z.strictObject({ text: freeText(10_000) }),

  decide({ text }) {
    return [{ type: 'StatementAdded', party: theComplainant, text: sealed(text, `party:${theComplainant}`) }]
  },
})
