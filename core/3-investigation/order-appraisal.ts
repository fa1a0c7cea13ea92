import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { thingNumbered } from '../case/evidence.ts'
import { code, day, freeText, sealed } from '../shared/fields.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'

export const orderAppraisal = command({
  name: 'order-appraisal',
  summary:
    'Commission somebody outside the house to appraise; the complainant is told, and duties pause where the pack says so.',
  stages: ['investigation', 'resolution'],
  authority: 'may-investigate',
  signed: true,
  input: z.strictObject({
    appraiser: freeText(200),
    subject: freeText(4000),
    /** What of the list of evidence the appraiser gets; a thing goes out by whoever has it in custody. */
    evidence: z.array(z.int().min(1).max(10_000)).min(1).max(50).optional().meta({ widget: 'pieces' }),
    until: day().optional(),
    /** How and what the complainant is told. */
    channel: code().meta({ widget: 'channel' }),
    text: freeText(4000),
  }),

  decide({ appraiser, subject, evidence, until, channel, text }, context) {
    const { state, now, calendar } = context
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
    if (until !== undefined && until < today) return refuse('investigation.until-in-past')
    const wrong = evidence?.map((number) => mayNotGo(number, context)).find((one) => one !== undefined)
    if (wrong) return wrong
    const appraisal = state.appraisals.length + 1
    const said = { appraiser: sealed(appraiser), subject: sealed(subject), evidence, until }
    return [
      { type: 'AppraisalOrdered', appraisal, ...said, signed: 'password' },
      { type: 'ComplainantInformed', channel, text: sealed(text) },
    ]
  },
})

/** A file is copied; a thing leaves the house out of the hands of whoever answers for it. */
function mayNotGo(number: number, { state, actor }: Context): Refusal | undefined {
  const found = state.evidence.find((one) => one.number === number)
  if (!found) return refuse('evidence.unknown', { evidence: number })
  if (found.kind !== 'physical') return undefined
  const thing = thingNumbered(state, number)
  if (isRefusal(thing)) return thing
  return thing.custodian === actor.id ? undefined : refuse('evidence.not-in-custody', { evidence: number })
}
