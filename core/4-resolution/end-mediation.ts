import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const endMediation = command({
  name: 'end-mediation',
  summary: 'Record how the mediation ended; paused duties go on.',
  stages: ['investigation', 'resolution', 'feedback'],
  authority: 'may-propose',
  input: z.strictObject({ agreed: z.boolean(), text: freeText(10_000) }),
  possible: ({ state }) => (state.mediation?.open ? undefined : refuse('mediation.none')),

  decide({ agreed, text }, { state }) {
    if (!state.mediation) return refuse('mediation.none')
    return [{ type: 'MediationEnded', mediation: state.mediation.number, agreed, text: sealed(text) }]
  },
})
