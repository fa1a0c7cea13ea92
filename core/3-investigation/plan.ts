import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import type { CaseEventOf } from '../case/events.ts'
import { planKinds, verificationMethods } from '../case/investigation-events.ts'
import { mayNotOwn, planDue } from '../case/plan-due.ts'
import { day, freeText, id, sealed } from '../shared/fields.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'

const line = z.strictObject({
  kind: z.enum(planKinds),
  what: freeText(500),
  /** Left out: the handler, or whoever plans where there is none. */
  owner: id().optional(),
  until: day().optional(),
})
type Line = z.infer<typeof line>
type Planned = NonNullable<CaseEventOf<'InvestigationPlanned'>['lines']>[number]

export const plan = command({
  name: 'plan',
  summary:
    'Write down what the investigation has to answer, whom to hear and what to get, each with who does it by when; and the methods.',
  stages: ['investigation'],
  authority: 'may-investigate',
  input: z.strictObject({
    /** Questions without more, in short for lines of their own. */
    questions: z.array(freeText(500)).max(20).optional().meta({ widget: 'hidden' }),
    lines: z.array(line).max(40).optional().meta({ widget: 'plan-lines' }),
    methods: z.array(z.enum(verificationMethods)).min(1),
  }),

  decide({ questions = [], lines = [], methods }, context) {
    const all = [...questions.map((what): Line => ({ kind: 'question', what })), ...lines]
    const before = context.state.plan.length
    const isAnswerable = before > 0 || all.some(({ kind }) => kind === 'question')
    if (all.length === 0 || !isAnswerable) return refuse('plan.needs-question')
    const planned: Planned[] = []
    for (const [at, one] of all.entries()) {
      const next = plannedOf(one, before + at + 1, context)
      if (isRefusal(next)) return next
      planned.push(next)
    }
    const asked = all.filter(({ kind }) => kind === 'question').map(({ what }) => sealed(what))
    return [{ type: 'InvestigationPlanned', questions: asked, methods, lines: planned }]
  },
})

function plannedOf({ kind, what, owner, until }: Line, line: number, context: Context): Planned | Refusal {
  const by = owner ?? context.state.handler ?? context.actor.id
  const wrong = owner === undefined ? undefined : mayNotOwn(owner, context)
  const due = planDue(until, context)
  if (wrong || isRefusal(due)) return wrong ?? (due as Refusal)
  return { line, kind, ...(kind !== 'question' && { what: sealed(what) }), owner: by, ...due }
}
