import { z } from 'zod'
import { command } from '../case/command.ts'
import { isWalledOff } from '../case/wall.ts'
import { postsWith } from '../policy/pack-in-force.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const assign = command({
  name: 'assign',
  summary: 'Make one person of a unit answer for the complaint.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-assign',
  input: z.strictObject({
    unit: id().optional().meta({ widget: 'unit' }),
    handler: id().meta({ widget: 'person' }),
    reason: freeText(2000).optional(),
  }),

  decide({ unit, handler, reason }, { state, pack, around }) {
    const where = unit ?? state.unit
    if (!around.isUnit(where)) return refuse('organisation.no-such-unit')
    if (isWalledOff(state, handler)) return refuse('triage.handler-recused')
    const posts = around.postsOver(handler, where)
    if (!postsWith(pack, 'may-handle').some((post) => posts.includes(post)))
      return refuse('triage.handler-without-post', {}, pack.at('authority.authorities.may-handle'))
    if (handler === state.handler && where === state.unit) return refuse('triage.assigned-already')
    return [{ type: 'CaseAssigned', unit: where, handler, reason: sealed(reason) }]
  },
})
