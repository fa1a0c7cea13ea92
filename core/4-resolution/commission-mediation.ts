import { z } from 'zod'
import { command } from '../case/command.ts'
import { mediators } from '../case/decision-events.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const commissionMediation = command({
  name: 'commission-mediation',
  summary:
    'Hand the dispute with the complainant to a third party; duties pause where the pack says so, and the complainant is told.',
  stages: ['investigation', 'resolution', 'feedback'],
  authority: 'may-propose',
  input: z.strictObject({
    mediator: z.enum(mediators),
    name: freeText(200),
    reason: freeText(4000),
    /** How and what the complainant is told. */
    channel: code().meta({ widget: 'channel' }),
    text: freeText(4000),
  }),
  possible: ({ state }) => (state.mediation?.open ? refuse('mediation.open-already') : undefined),

  decide({ mediator, name, reason, channel, text }, { state }) {
    const mediation = (state.mediation?.number ?? 0) + 1
    return [
      { type: 'MediationCommissioned', mediation, mediator, name: sealed(name), reason: sealed(reason) },
      { type: 'ComplainantInformed', channel, text: sealed(text) },
    ]
  },
})
