import { z } from 'zod'
import { command } from '../case/command.ts'
import { openPromise, openPromises } from '../case/promises.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const releasePromise = command({
  name: 'release-promise',
  summary: 'Record that whom it was promised to agreed that a promise need not be kept, in their words, and why.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-inform',
  input: z.strictObject({
    promise: z.int().min(1).meta({ widget: 'promise' }),
    channel: code().meta({ widget: 'channel' }),
    /** What the person said. */
    text: freeText(4000),
    reason: freeText(2000),
  }),
  possible: ({ state, actor }) =>
    openPromises(state).some(({ staff }) => staff !== actor.id) ? undefined : refuse('promise.none-to-release'),

  decide({ promise, channel, text, reason }, { state, actor }) {
    const found = openPromise(state, promise)
    if (isRefusal(found)) return found
    // Whoever owes it does not write down that nobody wants it any more.
    if (found.staff === actor.id) return refuse('promise.own-release')
    const { party } = found
    const words = { text: sealed(text, `party:${party}`), reason: sealed(reason) }
    return [{ type: 'PromiseReleased', promise, party, channel, ...words }]
  },
})
