import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, moment, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const execute = command({
  name: 'execute',
  summary: 'Record that the approved remedy was carried out, when, and with which effect.',
  stages: ['resolution'],
  authority: 'may-execute',
  input: z.strictObject({ executedAt: moment().optional(), effect: freeText(4000) }),
  possible: ({ state }) => (state.proposal?.status === 'approved' ? undefined : refuse('resolution.not-approved')),

  decide({ executedAt, effect }, { state, now }) {
    if (!state.proposal) return refuse('resolution.not-approved')
    if ((executedAt ?? now) > now) return refuse('resolution.executed-in-future')
    return [
      {
        type: 'RemedyExecuted',
        proposal: state.proposal.number,
        effect: sealed(effect),
        executedAt: executedAt ?? now,
      },
    ]
  },
})
