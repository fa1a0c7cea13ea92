import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const hold = command({
  name: 'hold',
  summary: 'Place a legal hold: nothing of the case may be erased until it is released.',
  stages: ['archive'],
  statuses: ['archived'],
  authority: 'may-hold',
  input: z.strictObject({ reason: freeText(2000) }),
  possible: ({ state }) => (state.hold ? refuse('archive.held-already') : undefined),

  decide({ reason }) {
    return [{ type: 'HoldPlaced', reason: sealed(reason) }]
  },
})
