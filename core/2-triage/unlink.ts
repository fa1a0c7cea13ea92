import { z } from 'zod'
import { command } from '../case/command.ts'
import { freeText, id, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const unlink = command({
  name: 'unlink',
  summary: 'Take a link back; that it stood there stays on record.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-classify',
  input: z.strictObject({ other: id().meta({ widget: 'linked' }), reason: freeText(2000) }),
  possible: ({ state }) => (state.links.length === 0 ? refuse('triage.nothing-linked') : undefined),

  decide({ other, reason }, { state }) {
    if (!state.links.some((one) => one.other === other)) return refuse('triage.not-linked')
    return [{ type: 'CasesUnlinked', other, reason: sealed(reason) }]
  },
})
