import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const release = command({
  name: 'release',
  summary: 'Release the legal hold.',
  stages: ['archive'],
  statuses: ['archived'],
  authority: 'may-hold',
  input: z.strictObject({ reason: freeText(2000) }),
  possible: ({ state }) => (state.hold ? undefined : refuse('archive.not-held')),

  decide({ reason }) {
    return [{ type: 'HoldReleased', reason: sealed(reason) }]
  },
})
