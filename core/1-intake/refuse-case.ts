import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const refuseCase = command({
  name: 'refuse',
  summary: 'Decline the complaint and tell the complainant why; a refusal is an answer too.',
  stages: ['intake'],
  authority: 'may-accept',
  input: z.strictObject({ condition: code().meta({ widget: 'condition' }), reason: freeText(2000) }),

  decide({ condition, reason }, { pack }) {
    const known = pack.content.intake.conditions
    if (!known[condition])
      return refuse('intake.no-such-condition', { known: Object.keys(known) }, pack.at('intake.conditions'))
    return [{ type: 'CaseRefused', condition, reason: sealed(reason) }]
  },
})
