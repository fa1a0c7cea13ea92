import { z } from 'zod'
import { mayOnlyPassOn, mustInvestigateFirst, postedField, whyNotThere } from '../case/channel-rules.ts'
import { type Context, command, type Decision } from '../case/command.ts'
import { promisedBeside, promiseFields } from '../case/promises.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

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
    ...postedField,
    ...promiseFields,
  }),
  possible: (context) =>
    isBeingDecided(context.state.proposal?.status)
      ? refuse('feedback.remedy-not-decided')
      : (mayOnlyPassOn(context) ?? mustInvestigateFirst(context)),

  decide: answered,
})

/**
 * The same answer as an old record holds it; only imports run it. Such a record may say nothing of an acceptance that
 * must have come before, nor whether the matter was solved, and neither is made up.
 */
export const recordedAnswer = command({
  ...answer,
  stages: ['intake', ...answer.stages],
  input: answer.input.extend({ solved: z.boolean().optional() }),

  possible(context) {
    const { stage, recordedSteps } = context.state
    const acceptanceUnknown = recordedSteps !== undefined && !recordedSteps.includes('CaseAccepted')
    if (stage === 'intake' && !acceptanceUnknown)
      return refuse('case.wrong-stage', { command: answer.name, stage, stages: answer.stages })
    return answer.possible?.(context)
  },
  decide: answered,
})

type Answer = {
  readonly channel: string
  readonly text: string
  readonly cause?: string | undefined
  readonly solved?: boolean | undefined
  readonly posted?: string | undefined
  readonly promised?: string | undefined
  readonly promisedUntil?: string | undefined
}

function answered({ channel, text, cause, solved, posted, ...beside }: Answer, context: Context): Decision {
  const elsewhere = whyNotThere({ channel, posted }, context, true)
  if (elsewhere) return elsewhere
  const promised = promisedBeside(beside, context)
  if (isRefusal(promised)) return promised
  const said = { text: sealed(text), cause: sealed(cause), ...(posted && { posted: sealed(posted), public: true }) }
  return [{ type: 'ComplaintAnswered', channel, ...said, solved }, ...promised]
}

/** What is still to be approved or carried out must not be promised as settled. */
function isBeingDecided(status: string | undefined): boolean {
  return status === 'awaiting-approval' || status === 'approved'
}
