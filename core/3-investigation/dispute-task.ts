import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import type { Task } from '../case/decision-state.ts'
import { isNeeded, judgeOf, taskIn, whileOpen } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

const disputable: readonly Task['status'][] = ['asked', 'answered']

export const disputeTask = command({
  name: 'dispute-task',
  summary: 'Say that the departments do not agree on a task: somebody else mediates.',
  ...whileOpen,
  authority: 'may-investigate',
  input: z.strictObject({ task: z.int().min(1).meta({ widget: 'task' }), reason: freeText(4000) }),
  admits: isOfDepartment,
  possible: ({ state }) =>
    state.tasks.some(({ status }) => disputable.includes(status)) ? undefined : refuse('task.nothing-disputable'),

  decide({ task: number, reason }, context) {
    const task = taskIn(context, number, disputable)
    if (isRefusal(task)) return task
    if (context.actor.kind === 'concerned' && task.person !== context.actor.id) return refuse('task.not-yours')
    const staff = judgeOf(task, 'may-mediate', context)
    return isRefusal(staff) ? staff : [{ type: 'TaskDisputed', task: number, staff, reason: sealed(reason) }]
  },
})

function isOfDepartment(context: Context): boolean {
  return isNeeded(context, 'person', disputable)
}
