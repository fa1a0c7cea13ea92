import { z } from 'zod'
import { command } from '../case/command.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const answer = command({
  name: 'answer',
  summary: 'Give the complainant the answer: what was found, why, and what is done.',
  stages: ['triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-answer',
  input: z.strictObject({
    channel: code().meta({ widget: 'channel' }),
    text: freeText(20_000),
    cause: freeText(4000).optional(),
    solved: z.boolean(),
  }),
  possible: ({ state }) => (isBeingDecided(state.proposal?.status) ? refuse('feedback.remedy-not-decided') : undefined),

  decide({ channel, text, cause, solved }) {
    return [{ type: 'ComplaintAnswered', channel, text: sealed(text), cause: sealed(cause), solved }]
  },
})

/** What is still to be approved or carried out must not be promised as settled. */
function isBeingDecided(status: string | undefined): boolean {
  return status === 'awaiting-approval' || status === 'approved'
}
