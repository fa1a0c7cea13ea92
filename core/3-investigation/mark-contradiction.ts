import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

/** The number of the fact in which somebody says what happened. */
const saying = () => z.int().min(1).max(1_000_000).meta({ widget: 'saying' })

export const markContradiction = command({
  name: 'mark-contradiction',
  summary: 'Put two statements beside each other that cannot both be true, and say in which point.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({ one: saying(), other: saying(), point: freeText(1000) }),
  possible: ({ state }) => (state.sayings.length > 1 ? undefined : refuse('contradiction.one-statement')),

  decide({ one, other, point }, { state }) {
    if (one === other) return refuse('contradiction.of-itself')
    const strange = [one, other].find((saying) => !state.sayings.includes(saying))
    if (strange !== undefined) return refuse('contradiction.no-such-statement', { fact: strange })
    const contradiction = state.contradictions.length + 1
    return [{ type: 'ContradictionMarked', contradiction, one, other, point: sealed(point) }]
  },
})
