import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const endAppraisal = command({
  name: 'end-appraisal',
  summary:
    'Record the result of an appraisal, or that none comes; paused duties go on, and things are back in the house.',
  stages: ['investigation', 'resolution'],
  authority: 'may-investigate',
  signed: true,
  input: z.strictObject({
    appraisal: z.int().min(1).max(10_000).meta({ widget: 'appraisal' }),
    came: z.boolean(),
    text: freeText(10_000),
    /** The piece of evidence that holds the written result. */
    evidence: z.int().min(1).max(10_000).optional().meta({ widget: 'piece' }),
    /** Where the things lie that come back, in which state, and whether their seals are whole. */
    place: freeText(200).optional(),
    condition: freeText(1000).meta({ seal: 'sealed', widget: 'line' }).optional(),
    sealIntact: z.boolean().optional(),
  }),
  possible: ({ state }) => (state.appraisals.some(({ ended }) => !ended) ? undefined : refuse('appraisal.none')),

  decide({ appraisal, came, text, evidence, place, condition, sealIntact }, { state }) {
    const found = state.appraisals.find(({ number }) => number === appraisal)
    if (!found) return refuse('appraisal.unknown', { appraisal })
    if (found.ended) return refuse('appraisal.ended-already', { appraisal })
    if (evidence !== undefined && !state.evidence.some(({ number }) => number === evidence))
      return refuse('evidence.unknown', { evidence })
    const isAway = state.evidence.some(({ away }) => away === appraisal)
    if (isAway && !(place && condition && sealIntact !== undefined)) return refuse('appraisal.things-come-back')
    const back = isAway ? { place: sealed(place), condition: sealed(condition), sealIntact } : {}
    return [{ type: 'AppraisalEnded', appraisal, came, text: sealed(text), evidence, ...back, signed: 'password' }]
  },
})
