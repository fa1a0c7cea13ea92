import { z } from 'zod'
import { command } from '../case/command.ts'
import { alsoThere } from '../case/merged.ts'
import { stages, statuses } from '../case/state.ts'
import { nobodyLeft, toldOfLoss } from '../case/wall.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const nameRespondent = command({
  name: 'name-respondent',
  summary: 'Say which member of staff is complained of; from then on that person sees nothing of the complaint.',
  stages,
  statuses,
  authority: 'may-investigate',
  input: z.strictObject({ staff: id().meta({ widget: 'staff' }), reason: freeText(2000).optional() }),
  beside: alsoThere,

  decide({ staff, reason }, context) {
    const { state, actor, around } = context
    // Nobody leaves a duty by an accusation; whoever must not deal with the case is recused with a reason.
    if (staff === actor.id) return refuse('wall.not-oneself')
    if (!around.isPerson(staff)) return refuse('organisation.no-such-person')
    if (state.respondents.includes(staff)) return refuse('wall.named-already')
    const stuck = nobodyLeft(state.unit, [staff], context)
    if (stuck) return stuck
    return [{ type: 'RespondentNamed', staff, ...toldOfLoss(staff, context), reason: sealed(reason) }]
  },
})
