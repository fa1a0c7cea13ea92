import { z } from 'zod'
import { command } from '../case/command.ts'
import { extendables } from '../obligations/extend.ts'
import { code, freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const askExtension = command({
  name: 'ask-extension',
  summary: 'Ask for more time for a duty, as far as its rule allows.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-investigate',
  input: z.strictObject({
    /** Comes with the choice of the duty. */
    regime: code().optional().meta({ widget: 'hidden' }),
    duty: code().meta({ widget: 'extendable' }),
    reason: freeText(2000),
  }),
  possible: ({ state, packs }) =>
    extendables(state, packs).some(({ one }) => !one.asked) ? undefined : refuse('extension.nothing'),

  decide({ regime, duty, reason }, { state, packs, pack }) {
    const found = extendables(state, packs).find(({ one }) => one.duty === duty && one.regime === (regime ?? pack.id))
    if (!found) return refuse('extension.not-allowed')
    const { one, next } = found
    if (one.asked) return refuse('extension.asked-already')
    const which = { regime: one.regime, duty, round: one.round }
    return [{ type: 'ExtensionAsked', ...which, to: next.to, approvers: next.approve, reason: sealed(reason) }]
  },
})
