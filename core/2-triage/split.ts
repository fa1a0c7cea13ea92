import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const split = command({
  name: 'split',
  summary: 'Handle the second matter of a complaint in a case of its own; its limits count from the same receipt.',
  stages: ['intake', 'triage', 'investigation'],
  authority: 'may-assign',
  input: z.strictObject({
    title: freeText(120),
    content: freeText(10_000),
    unit: id().meta({ widget: 'unit' }),
    evidence: z.array(z.int().min(1)).max(200).default([]).meta({ widget: 'pieces' }),
    reason: freeText(2000),
  }),

  decide({ evidence, unit, reason }, { state, around, part }) {
    if (part === undefined) throw new Error('split needs the id of the new case')
    if (!around.isUnit(unit)) return refuse('organisation.no-such-unit')
    const unknown = evidence.find((number) => !state.evidence.some((one) => one.number === number))
    if (unknown !== undefined) return refuse('evidence.unknown', { evidence: unknown })
    return [{ type: 'CaseSplit', other: part, evidence: [...new Set(evidence)], reason: sealed(reason) }]
  },
})

/** What the new case says of itself, behind its registration; run by nobody else. */
export const splitOff = command({
  name: 'split-off',
  summary: 'The complaint is the second matter of another.',
  stages: ['intake', 'triage'],
  authority: 'may-assign',
  input: z.strictObject({ other: id(), evidence: z.array(z.int().min(1)) }),

  decide: ({ other, evidence }) => [{ type: 'SplitOff', other, evidence }],
})
