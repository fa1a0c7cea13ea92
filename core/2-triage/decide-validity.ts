import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const decideValidity = command({
  name: 'decide-validity',
  summary: 'Decide whether the complaint is valid, with the reason.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-decide-validity',
  input: z.strictObject({ valid: z.boolean(), reason: freeText(2000) }),

  decide({ valid, reason }) {
    return [{ type: 'ValidityDecided', valid, reason: sealed(reason) }]
  },
})
