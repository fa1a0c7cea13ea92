import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, moment, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const requestInformation = command({
  name: 'request-information',
  summary: 'Ask for what is still missing; duties pause where the pack says so.',
  stages: ['investigation', 'resolution'],
  authority: 'may-investigate',
  input: z.strictObject({
    from: z.enum(['complainant', 'unit', 'third-party']),
    what: freeText(2000),
    until: moment().optional(),
  }),

  decide({ from, what, until }, { state, now }) {
    if (until !== undefined && until <= now) return refuse('investigation.until-in-past')
    if (state.awaiting.includes(from)) return refuse('investigation.asked-already', { from })
    return [{ type: 'InformationRequested', from, what: sealed(what), until }]
  },
})
