import { z } from 'zod'
import { command } from '../case/command.ts'
import { complainantKinds } from '../case/events.ts'
import { freeText, sealed } from '../shared/fields.ts'

export const addParty = command({
  name: 'add-party',
  summary: 'Add a representative or a witness.',
  stages: ['intake', 'triage', 'investigation', 'resolution', 'feedback'],
  authority: 'may-register',
  input: z.strictObject({
    role: z.enum(['representative', 'witness']),
    kind: z.enum(complainantKinds).default('individual'),
    name: freeText(80),
    phone: freeText(32).optional(),
    email: freeText(120).optional(),
    address: freeText(200).optional(),
  }),

  decide({ role, kind, name, phone, email, address }, { state }) {
    const id = `p${state.parties.length + 1}`
    const own = `party:${id}` as const
    const party = {
      id,
      role,
      kind,
      name: sealed(name, own),
      phone: sealed(phone, own),
      email: sealed(email, own),
      address: sealed(address, own),
    }
    return [{ type: 'PartyAdded', party }]
  },
})
