import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { isNeeded, isSide, judgeOf, taskIn, whileOpen } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const mediateTask = command({
  name: 'mediate-task',
  summary: 'Record how the mediation between two departments went; without agreement it goes to arbitration.',
  ...whileOpen,
  authority: 'may-mediate',
  input: z.strictObject({ task: z.int().min(1).meta({ widget: 'task' }), agreed: z.boolean(), text: freeText(10_000) }),
  admits: isMediator,
  possible: ({ state }) =>
    state.tasks.some(({ status }) => status === 'in-mediation') ? undefined : refuse('task.nothing-to-mediate'),

  decide({ task: number, agreed, text }, context) {
    const task = taskIn(context, number, ['in-mediation'])
    if (isRefusal(task)) return task
    const barred = isSide(context, task) ?? deputyOfRespondent(context)
    if (barred) return barred
    const mediated = { type: 'TaskMediated', task: number, agreed, text: sealed(text) } as const
    if (agreed) return [mediated]
    const staff = judgeOf({ ...task, mediator: context.actor.id }, 'may-arbitrate', context)
    return isRefusal(staff) ? staff : [mediated, { type: 'ArbitrationAsked', task: number, staff }]
  },
})

function isMediator(context: Context): boolean {
  return isNeeded(context, 'mediator', ['in-mediation'])
}
