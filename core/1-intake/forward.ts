import { z } from 'zod'
import { command } from '../case/command.ts'
import { nobodyLeft } from '../case/wall.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const forward = command({
  name: 'forward',
  summary: 'Hand the complaint to the unit that has to answer it; its clocks go on.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-forward',
  input: z.strictObject({ unit: id().meta({ widget: 'unit' }), reason: freeText(2000) }),

  decide({ unit, reason }, context) {
    const { state, around } = context
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    if (unit === state.unit) return refuse('intake.forwarded-to-itself')
    const stuck = nobodyLeft(unit, [], context)
    if (stuck) return stuck
    return [{ type: 'CaseForwarded', from: state.unit, to: unit, reason: sealed(reason) }]
  },
})
