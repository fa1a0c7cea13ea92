import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const decideLiability = command({
  name: 'decide-liability',
  summary: 'Say which unit or person is liable, for which share, and why.',
  stages: ['investigation', 'resolution'],
  authority: 'may-decide-liability',
  input: z.strictObject({
    unit: id().meta({ widget: 'unit' }),
    person: freeText(80).optional(),
    share: z.int().min(0).max(100),
    reason: freeText(4000),
  }),

  decide({ unit, person, share, reason }, { around }) {
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    return [{ type: 'LiabilityDecided', unit, person: sealed(person), share, reason: sealed(reason) }]
  },
})
