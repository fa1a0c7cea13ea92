import { z } from 'zod'
import { command } from '../case/command.ts'
import { code } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const accept = command({
  name: 'accept',
  summary: 'Accept the complaint: every acceptance condition of the pack holds.',
  stages: ['intake'],
  authority: 'may-accept',
  input: z.strictObject({ conditions: z.array(code()).meta({ widget: 'conditions' }) }),

  decide({ conditions }, { pack }) {
    const unmet = Object.keys(pack.content.intake.conditions).filter((one) => !conditions.includes(one))
    if (unmet.length > 0)
      return refuse('intake.conditions-not-met', { conditions: unmet }, pack.at('intake.conditions'))
    return [{ type: 'CaseAccepted', conditions }]
  },
})
