import { z } from 'zod'
import { command } from '../case/command.ts'
import { linkKinds } from '../case/events.ts'
import { id } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const link = command({
  name: 'link',
  summary: 'Say that another complaint is the same, a repetition, of the same cause, or the second after handling.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-classify',
  input: z.strictObject({ other: id().meta({ widget: 'case' }), kind: z.enum(linkKinds) }),

  decide({ other, kind }, { state }) {
    if (state.links.some((one) => one.other === other)) return refuse('triage.linked-already')
    return [{ type: 'CasesLinked', other, kind }]
  },
})
