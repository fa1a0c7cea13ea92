import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { deputyOfRespondent } from '../case/lent-posts.ts'
import { isNeeded, isSide, taskIn, whileOpen } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const arbitrateTask = command({
  name: 'arbitrate-task',
  summary: 'Decide a dispute between departments that mediation did not end; both sides are bound by it.',
  ...whileOpen,
  authority: 'may-arbitrate',
  input: z.strictObject({ task: z.int().min(1).meta({ widget: 'task' }), text: freeText(10_000) }),
  admits: isArbitrator,
  possible: ({ state }) =>
    state.tasks.some(({ status }) => status === 'in-arbitration') ? undefined : refuse('task.nothing-to-arbitrate'),

  decide({ task: number, text }, context) {
    const task = taskIn(context, number, ['in-arbitration'])
    if (isRefusal(task)) return task
    const barred = isSide(context, task) ?? deputyOfRespondent(context)
    if (barred) return barred
    if (task.mediator === context.actor.id) return refuse('task.mediated-before')
    return [{ type: 'TaskArbitrated', task: number, text: sealed(text) }]
  },
})

function isArbitrator(context: Context): boolean {
  return isNeeded(context, 'arbitrator', ['in-arbitration'])
}
