import { z } from 'zod'
import { command } from '../case/command.ts'
import { openPromise, openPromises } from '../case/promises.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const keepPromise = command({
  name: 'keep-promise',
  summary: 'Say that a promise was kept, and how it shows.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses: ['open', 'closed'],
  authority: 'may-inform',
  input: z.strictObject({
    promise: z.int().min(1).meta({ widget: 'promise' }),
    text: freeText(4000),
    /** The number of a piece of evidence of the case that shows it. */
    evidence: z.int().min(1).optional().meta({ widget: 'evidence' }),
  }),
  possible: ({ state }) => (openPromises(state).length > 0 ? undefined : refuse('promise.none-open')),

  decide({ promise, text, evidence }, { state }) {
    const found = openPromise(state, promise)
    if (isRefusal(found)) return found
    if (evidence !== undefined && !state.evidence.some(({ number }) => number === evidence))
      return refuse('promise.no-such-evidence')
    return [{ type: 'PromiseKept', promise, party: found.party, text: sealed(text), evidence }]
  },
})
