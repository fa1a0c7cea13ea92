import { z } from 'zod'
import { command } from '../case/command.ts'
import { verificationMethods } from '../case/investigation-events.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const plan = command({
  name: 'plan',
  summary: 'Write down which questions the investigation answers and by which methods.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({
    questions: z.array(freeText(500)).min(1).max(20),
    methods: z.array(z.enum(verificationMethods)).min(1),
  }),

  decide({ questions, methods }) {
    return [{ type: 'InvestigationPlanned', questions: questions.map((question) => sealed(question)), methods }]
  },
})
