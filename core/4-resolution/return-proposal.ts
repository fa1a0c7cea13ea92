import { z } from 'zod'
import { command } from '../case/command.ts'
import { isInCrisisTeam } from '../case/crisis.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'
import { approvers, mayNotApprove } from './approve.ts'

export const returnProposal = command({
  name: 'return',
  summary: 'Send the proposal back with what has to change.',
  stages: ['resolution'],
  authority: 'may-approve',
  input: z.strictObject({ reason: freeText(2000) }),
  admits: isInCrisisTeam,
  posts: approvers,
  possible: mayNotApprove,

  decide({ reason }, { state }) {
    if (!state.proposal) return refuse('resolution.nothing-to-approve')
    return [{ type: 'RemedyReturned', proposal: state.proposal.number, reason: sealed(reason) }]
  },
})
