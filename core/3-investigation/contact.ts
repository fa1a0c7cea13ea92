import { z } from 'zod'
import { command } from '../case/command.ts'
import { promisedBeside, promiseFields } from '../case/promises.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { isRefusal } from '../shared/refusal.ts'

export const contact = command({
  name: 'contact',
  summary: 'Record a talk with the complainant, reached or not.',
  stages: ['triage', 'investigation', 'resolution'],
  authority: 'may-investigate',
  input: z.strictObject({
    channel: code().meta({ widget: 'channel' }),
    reached: z.boolean(),
    text: freeText(4000),
    ...promiseFields,
  }),

  decide({ channel, reached, text, ...beside }, context) {
    const promised = promisedBeside(beside, context)
    if (isRefusal(promised)) return promised
    return [{ type: 'ComplainantContacted', channel, reached, text: sealed(text) }, ...promised]
  },
})
