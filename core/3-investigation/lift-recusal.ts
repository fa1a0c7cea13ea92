import { z } from 'zod'
import { command } from '../case/command.ts'
import { alsoThere } from '../case/merged.ts'
import { stages, statuses } from '../case/state.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const liftRecusal = command({
  name: 'lift-recusal',
  summary: 'Say that a recused member of staff may deal with a complaint again.',
  stages,
  statuses,
  authority: 'may-assign',
  input: z.strictObject({ staff: id().meta({ widget: 'recused' }), reason: freeText(2000) }),
  beside: alsoThere,
  possible: ({ state }) => (state.recused.length > 0 ? undefined : refuse('wall.nobody-recused')),

  decide({ staff, reason }, { state }) {
    if (!state.recused.includes(staff)) return refuse('wall.not-recused')
    return [{ type: 'RecusalLifted', staff, reason: sealed(reason) }]
  },
})
