import { z } from 'zod'
import { command } from '../case/command.ts'
import { remedyKinds } from '../case/events.ts'
import { approversFor } from '../policy/pack-in-force.ts'
import { day, freeText, type Money, money, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

const line = z.strictObject({
  kind: z.enum(remedyKinds),
  amount: money().optional(),
  what: freeText(2000),
  until: day().optional(),
})

export const propose = command({
  name: 'propose',
  summary: 'Propose how to make it good; the sum decides who has to approve.',
  stages: ['resolution'],
  authority: 'may-propose',
  input: z.strictObject({ lines: z.array(line).min(1).max(20).meta({ widget: 'remedy-lines' }) }),
  possible: ({ state }) => (isPending(state.proposal?.status) ? refuse('resolution.proposal-pending') : undefined),

  decide({ lines }, { state, pack, now, calendar }) {
    const { currency } = pack.content.authority.money
    const amounts = lines.flatMap((one) => one.amount ?? [])
    if (amounts.some((amount) => amount.currency !== currency))
      return refuse('resolution.other-currency', { currency }, pack.at('authority.money'))
    const total: Money | undefined =
      amounts.length > 0 ? { minor: amounts.reduce((sum, { minor }) => sum + minor, 0), currency } : undefined
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
    const approvers = [...approversFor(pack, total, today)]
    return [
      {
        type: 'RemedyProposed',
        proposal: (state.proposal?.number ?? 0) + 1,
        lines: lines.map((one) => ({ ...one, what: sealed(one.what) })),
        total,
        approvers,
      },
    ]
  },
})

function isPending(status: string | undefined): boolean {
  return status === 'awaiting-approval' || status === 'approved'
}
