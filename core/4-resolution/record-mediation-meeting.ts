import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, moment, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const recordMediationMeeting = command({
  name: 'record-mediation-meeting',
  summary: 'Record a meeting of the mediation: when it was, and what each side said.',
  stages: ['investigation', 'resolution', 'feedback'],
  authority: 'may-propose',
  input: z.strictObject({ metAt: moment().optional(), text: freeText(10_000) }),
  possible: ({ state }) => (state.mediation?.open ? undefined : refuse('mediation.none')),

  decide({ metAt, text }, { state, now }) {
    if (!state.mediation) return refuse('mediation.none')
    if ((metAt ?? now) > now) return refuse('mediation.met-in-future')
    return [{ type: 'MediationMet', mediation: state.mediation.number, metAt: metAt ?? now, text: sealed(text) }]
  },
})
