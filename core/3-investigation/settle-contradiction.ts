import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const settleContradiction = command({
  name: 'settle-contradiction',
  summary: 'Say which of two contradicting statements holds, or why neither can be told, and what that rests on.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({
    contradiction: z.int().min(1).max(10_000).meta({ widget: 'contradiction' }),
    judgement: freeText(2000),
  }),
  possible: ({ state }) =>
    state.contradictions.some(({ settled }) => !settled) ? undefined : refuse('contradiction.none'),

  decide({ contradiction, judgement }, { state }) {
    const found = state.contradictions.find(({ number }) => number === contradiction)
    if (!found) return refuse('contradiction.unknown', { contradiction })
    if (found.settled) return refuse('contradiction.settled-already', { contradiction })
    return [{ type: 'ContradictionSettled', contradiction, judgement: sealed(judgement) }]
  },
})
