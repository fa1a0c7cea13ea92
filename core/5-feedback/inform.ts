import { z } from 'zod'
import { mayOnlyPassOn, postedField, whyNotThere } from '../case/channel-rules.ts'
import { command } from '../case/command.ts'
import { promisedBeside, promiseFields } from '../case/promises.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const inform = command({
  name: 'inform',
  summary: 'Tell the complainant how things stand.',
  stages: ['triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'merged'],
  authority: 'may-inform',
  input: z.strictObject({
    channel: code().meta({ widget: 'channel' }),
    text: freeText(4000),
    ...postedField,
    ...promiseFields,
  }),
  possible: mayOnlyPassOn,

  decide({ channel, text, posted, ...beside }, context) {
    const elsewhere = whyNotThere({ channel, posted }, context, false)
    if (elsewhere) return elsewhere
    const promised = promisedBeside(beside, context)
    if (isRefusal(promised)) return promised
    // The clocks of a merged case stand still: what is promised is promised where it is handled.
    if (context.state.merged && promised.length > 0) return refuse('promise.in-leading')
    return [{ type: 'ComplainantInformed', channel, text: sealed(text), posted: sealed(posted) }, ...promised]
  },
})
