import { z } from 'zod'
import { command } from '../case/command.ts'
import { alsoThere } from '../case/merged.ts'
import { stages, statuses } from '../case/state.ts'
import { nobodyLeft, toldOfLoss } from '../case/wall.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const orderRecusal = command({
  name: 'order-recusal',
  summary: 'Order that a member of staff must not deal with a complaint; that person sees nothing of it from then on.',
  stages,
  statuses,
  authority: 'may-assign',
  input: z.strictObject({ staff: id().meta({ widget: 'staff' }), reason: freeText(2000) }),
  beside: alsoThere,

  decide({ staff, reason }, context) {
    const { state, actor, around } = context
    if (staff === actor.id) return refuse('wall.not-oneself')
    if (!around.isPerson(staff)) return refuse('organisation.no-such-person')
    if (state.recused.includes(staff)) return refuse('wall.recused-already')
    const stuck = nobodyLeft(state.unit, [staff], context)
    if (stuck) return stuck
    return [{ type: 'RecusalDeclared', staff, by: 'order', ...toldOfLoss(staff, context), reason: sealed(reason) }]
  },
})
