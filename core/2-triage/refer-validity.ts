import { z } from 'zod'
import { command } from '../case/command.ts'
import { follows } from '../policy/pack-in-force.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const referValidity = command({
  name: 'refer-validity',
  summary: 'Hand up the question whether the complaint is valid, with the own opinion.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-classify',
  input: z.strictObject({ opinion: z.enum(['valid', 'invalid']), reason: freeText(2000) }),
  possible: ({ state, packs }) => {
    if (!packs.some((pack) => follows(pack, 'ValidityReferred'))) return refuse('triage.nothing-to-refer')
    return state.valid === undefined ? undefined : refuse('triage.validity-decided')
  },

  decide({ opinion, reason }) {
    return [{ type: 'ValidityReferred', opinion, reason: sealed(reason) }]
  },
})
