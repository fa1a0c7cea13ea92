import { z } from 'zod'
import { command } from '../case/command.ts'
import { outcomes } from '../case/events.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const conclude = command({
  name: 'conclude',
  summary: 'Conclude the investigation: what is established, and whether the complaint is upheld.',
  stages: ['investigation'],
  authority: 'may-conclude',
  input: z.strictObject({
    outcome: z.enum(outcomes),
    conclusion: freeText(10_000),
  }),
  possible: ({ state }) => (state.moments.FindingRecorded ? undefined : refuse('investigation.no-finding-yet')),

  decide({ outcome, conclusion }) {
    return [{ type: 'InvestigationConcluded', outcome, conclusion: sealed(conclusion) }]
  },
})
