import { z } from 'zod'
import { command } from '../case/command.ts'
import { noClause, promise } from '../case/promises.ts'
import { isWalledOff } from '../case/wall.ts'
import { postsWith } from '../policy/pack-in-force.ts'
import { code, freeText, id, moment } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const makePromise = command({
  name: 'make-promise',
  summary: 'Write down what was promised to whom, by whom and until when; it is owed from then on.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-inform',
  input: z.strictObject({
    what: freeText(2000),
    until: moment(),
    /** The complainant where left out. */
    party: code().optional().meta({ widget: 'party' }),
    /** Whoever writes it down where left out. */
    staff: id().optional().meta({ widget: 'person', authority: 'may-read' }),
  }),
  possible: noClause,

  decide({ what, until, party, staff }, context) {
    const { state, around, pack } = context
    if (party !== undefined && !state.parties.includes(party)) return refuse('promise.no-such-party')
    if (staff !== undefined) {
      const posts = around.postsOver(staff, state.unit)
      const sees = postsWith(pack, 'may-read').some((post) => posts.includes(post)) && !isWalledOff(state, staff)
      if (!sees) return refuse('promise.staff-sees-nothing', {}, pack.at('authority.authorities.may-read'))
    }
    const made = promise({ what, until, ...(party && { party }), ...(staff && { staff }) }, context)
    return isRefusal(made) ? made : [made]
  },
})
