import { z } from 'zod'
import { msOf } from '../calendar/iso-instant.ts'
import { command } from '../case/command.ts'
import { isWalledOff } from '../case/wall.ts'
import { follows, postsWith } from '../policy/pack-in-force.ts'
import { day, freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const declareCrisis = command({
  name: 'declare-crisis',
  summary: 'Declare a crisis: a team of people may act beyond their own tiers, and reports each such act afterwards.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-declare-crisis',
  input: z.strictObject({
    members: z.array(id()).min(2).max(20).meta({ widget: 'several-staff' }),
    /** Today where left out. */
    since: day().optional(),
    reason: freeText(4000),
  }),
  possible: ({ state, packs }) => {
    if (!packs.some((pack) => follows(pack, 'CrisisActed'))) return refuse('crisis.not-known')
    return state.crisis && !state.crisis.ended ? refuse('crisis.declared-already') : undefined
  },

  decide({ members, since, reason }, { state, actor, around, pack, calendar, now }) {
    const today = calendar.dayAt(msOf(now)).date
    if (since !== undefined && since < today) return refuse('crisis.since-in-past')
    if (new Set(members).size < members.length) return refuse('crisis.member-twice')
    // Nobody gives oneself more than the own tier.
    if (members.includes(actor.id)) return refuse('crisis.not-oneself')
    if (members.some((person) => isWalledOff(state, person))) return refuse('crisis.member-recused')
    const reading = postsWith(pack, 'may-read')
    const sees = (person: string) => around.postsOver(person, state.unit).some((post) => reading.includes(post))
    if (!members.every(sees)) return refuse('crisis.member-sees-nothing', {}, pack.at('authority.authorities.may-read'))
    return [{ type: 'CrisisDeclared', members, since: since ?? today, reason: sealed(reason) }]
  },
})
