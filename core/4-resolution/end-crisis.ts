import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const endCrisis = command({
  name: 'end-crisis',
  summary: 'End the crisis: from now on everybody acts within the own tier again.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-declare-crisis',
  input: z.strictObject({ reason: freeText(4000) }),
  possible: ({ state }) => (state.crisis && !state.crisis.ended ? undefined : refuse('crisis.none')),

  decide: ({ reason }) => [{ type: 'CrisisEnded', reason: sealed(reason) }],
})
