import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const fileCrisisReport = command({
  name: 'file-crisis-report',
  summary: 'Report in detail what was done beyond the tiers in a crisis, and why.',
  stages: ['investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-declare-crisis',
  input: z.strictObject({ act: z.int().min(1).meta({ widget: 'crisis-act' }), text: freeText(20_000) }),
  admits: wasInTeam,
  possible: ({ state }) => (state.crisisActs.some(({ reported }) => !reported) ? undefined : refuse('crisis.reported')),

  decide({ act, text }, { state }) {
    const found = state.crisisActs.find(({ number }) => number === act)
    if (!found) return refuse('crisis.no-such-act')
    return found.reported ? refuse('crisis.reported') : [{ type: 'CrisisReported', act, text: sealed(text) }]
  },
})

/** Whoever acted, and the others of the team, also once the crisis is over. */
function wasInTeam({ state, actor }: Context): boolean {
  if (actor.kind !== 'staff') return false
  return state.crisis?.members.includes(actor.id) === true || state.crisisActs.some(({ by }) => by === actor.id)
}
