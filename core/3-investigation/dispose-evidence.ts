import { z } from 'zod'
import { command } from '../case/command.ts'
import { thingNumbered, thingsHeld } from '../case/evidence.ts'
import { disposals } from '../case/evidence-events.ts'
import { statuses } from '../case/state.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const disposeEvidence = command({
  name: 'dispose-evidence',
  summary: 'Give a physical piece of evidence out of the house for good; before its day only with a reason.',
  stages: ['triage', 'investigation', 'resolution', 'feedback', 'archive'],
  statuses,
  authority: 'may-investigate',
  signed: true,
  input: z.strictObject({
    evidence: z.int().min(1).max(10_000).meta({ widget: 'thing' }),
    how: z.enum(disposals),
    recipient: freeText(200).optional(),
    reason: freeText(2000).optional(),
  }),
  possible: ({ state, actor }) => {
    if (state.hold) return refuse('evidence.on-hold')
    const own = thingsHeld(state).some(({ custodian }) => custodian === actor.id)
    return own ? undefined : refuse('evidence.nothing-in-custody')
  },

  decide({ evidence, how, recipient, reason }, { state, actor, calendar, now }) {
    const thing = thingNumbered(state, evidence)
    if (isRefusal(thing)) return thing
    if (thing.custodian !== actor.id) return refuse('evidence.not-in-custody', { evidence })
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
    const { keepUntil } = thing
    if (keepUntil && today <= keepUntil && !reason) return refuse('evidence.kept-until', { keepUntil })
    if (how !== 'destroyed' && !recipient) return refuse('evidence.needs-recipient')
    return [{ type: 'EvidenceDisposed', evidence, how, recipient: sealed(recipient), reason: sealed(reason) }]
  },
})
