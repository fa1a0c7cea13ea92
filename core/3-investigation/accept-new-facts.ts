import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const acceptNewFacts = command({
  name: 'accept-new-facts',
  summary: 'Accept that the complainant brought forward new facts; where a rule says so, its time begins anew.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-conclude',
  input: z.strictObject({ reason: freeText(2000) }),
  possible: ({ packs }) =>
    packs.some(({ content }) => Object.values(content.obligations).some((duty) => duty.restarts_on))
      ? undefined
      : refuse('investigation.nothing-restarts'),

  decide({ reason }) {
    return [{ type: 'NewFactsAccepted', reason: sealed(reason) }]
  },
})
