import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const forward = command({
  name: 'forward',
  summary: 'Hand the complaint to the unit that has to answer it; its clocks go on.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-forward',
  input: z.strictObject({ unit: id().meta({ widget: 'unit' }), reason: freeText(2000) }),

  decide({ unit, reason }, { state, around }) {
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    if (unit === state.unit) return refuse('intake.forwarded-to-itself')
    return [{ type: 'CaseForwarded', from: state.unit, to: unit, reason: sealed(reason) }]
  },
})
