import { z } from 'zod'
import { command } from '../case/command.ts'
import { lawsuits, mediaInterests } from '../case/events.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const recordCircumstances = command({
  name: 'record-circumstances',
  summary: 'Record what surrounds the complaint: lawsuit, media, help from outside, delay through our fault.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-classify',
  input: z.strictObject({
    lawsuit: z.enum(lawsuits),
    media: z.enum(mediaInterests),
    outsideHelp: z.boolean(),
    ourFault: z.boolean(),
    reason: freeText(2000).optional(),
  }),
  possible: ({ packs }) =>
    packs.some(({ content }) => content.intake.circumstances) ? undefined : refuse('triage.no-circumstances'),

  decide({ reason, ...circumstances }, { state }) {
    const before = state.circumstances
    const changed = Object.entries(circumstances).some(([key, value]) => before[key as keyof typeof before] !== value)
    if (!changed) return refuse('triage.same-circumstances')
    return [{ type: 'CircumstancesRecorded', ...circumstances, reason: sealed(reason) }]
  },
})
