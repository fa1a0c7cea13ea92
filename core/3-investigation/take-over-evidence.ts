import { z } from 'zod'
import { command } from '../case/command.ts'
import { thingNumbered, thingsHeld } from '../case/evidence.ts'
import { statuses } from '../case/state.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const takeOverEvidence = command({
  name: 'take-over-evidence',
  summary: 'Take a physical piece of evidence over from whoever has it; the one who takes it over signs.',
  stages: ['triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses,
  authority: 'may-investigate',
  signed: true,
  input: z.strictObject({
    evidence: z.int().min(1).max(10_000).meta({ widget: 'thing' }),
    place: freeText(200),
    condition: freeText(1000),
    sealIntact: z.boolean(),
  }),
  possible: ({ state, actor }) =>
    thingsHeld(state).some(({ custodian }) => custodian !== actor.id)
      ? undefined
      : refuse('evidence.nothing-to-take-over'),

  decide({ evidence, place, condition, sealIntact }, { state, actor }) {
    const thing = thingNumbered(state, evidence)
    if (isRefusal(thing)) return thing
    if (thing.custodian === actor.id) return refuse('evidence.held-already', { evidence })
    return [
      {
        type: 'EvidenceHandedOver',
        evidence,
        from: thing.custodian,
        place: sealed(place),
        condition: sealed(condition),
        sealIntact,
      },
    ]
  },
})
