import { z } from 'zod'
import { command } from '../case/command.ts'
import { planStates } from '../case/investigation-events.ts'
import { mayNotOwn, planDue } from '../case/plan-due.ts'
import { day, freeText, id, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const changePlan = command({
  name: 'change-plan',
  summary: 'Say that a line of the plan is done or dropped, open again, or for somebody else or another day.',
  stages: ['investigation', 'resolution'],
  authority: 'may-investigate',
  input: z.strictObject({
    line: z.int().min(1).max(10_000).meta({ widget: 'plan-line' }),
    state: z.enum(planStates),
    owner: id().optional().meta({ widget: 'owner' }),
    until: day().optional(),
    reason: freeText(1000).optional(),
  }),
  possible: ({ state }) => (state.plan.length > 0 ? undefined : refuse('plan.none')),

  decide({ line, state: to, owner, until, reason }, context) {
    const found = context.state.plan.find((one) => one.line === line)
    if (!found) return refuse('plan.no-such-line', { line })
    if (to === 'dropped' && !reason) return refuse('plan.dropping-needs-reason')
    const wrong = owner === undefined ? undefined : mayNotOwn(owner, context)
    if (wrong) return wrong
    const moved = until === undefined ? {} : planDue(until, context)
    if (isRefusal(moved)) return moved
    return [{ type: 'PlanLineChanged', line, state: to, owner, ...moved, reason: sealed(reason) }]
  },
})
