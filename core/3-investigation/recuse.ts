import { z } from 'zod'
import { command } from '../case/command.ts'
import { alsoThere } from '../case/merged.ts'
import { stages, statuses } from '../case/state.ts'
import { nobodyLeft, toldOfLoss } from '../case/wall.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const recuse = command({
  name: 'recuse',
  summary: 'Step back from a complaint that one must not deal with; one sees nothing of it from then on.',
  stages,
  statuses,
  authority: 'may-read',
  input: z.strictObject({ reason: freeText(2000) }),
  beside: alsoThere,
  possible: ({ actor }) => (actor.kind === 'staff' ? undefined : refuse('case.not-for-complainant')),

  decide({ reason }, context) {
    const { state, actor } = context
    const stuck = nobodyLeft(state.unit, [actor.id], context)
    if (stuck) return stuck
    const told = toldOfLoss(actor.id, context)
    return [{ type: 'RecusalDeclared', staff: actor.id, by: 'self', ...told, reason: sealed(reason) }]
  },
})
