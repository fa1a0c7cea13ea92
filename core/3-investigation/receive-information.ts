import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const receiveInformation = command({
  name: 'receive-information',
  summary: 'Record the information that was asked for; paused duties go on.',
  stages: ['investigation', 'resolution'],
  authority: 'may-investigate',
  input: z.strictObject({ from: z.enum(['complainant', 'unit', 'third-party']), text: freeText(10_000) }),
  possible: ({ state }) =>
    state.awaiting.some((from) => from !== 'appraisal') ? undefined : refuse('investigation.nothing-asked'),

  decide({ from, text }, { state }) {
    if (!state.awaiting.includes(from)) return refuse('investigation.not-asked', { from })
    return [{ type: 'InformationReceived', from, text: sealed(text) }]
  },
})
