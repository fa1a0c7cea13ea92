import { z } from 'zod'
import { command } from '../case/command.ts'
import type { Task } from '../case/decision-state.ts'
import { taskIn, whileOpen } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

/** What is being mediated or decided is not closed by one of the sides. */
const closable: readonly Task['status'][] = ['asked', 'answered', 'agreed', 'decided']

export const closeTask = command({
  name: 'close-task',
  summary: 'Close a task: its answer stands, or it is not needed any more and why.',
  ...whileOpen,
  authority: 'may-investigate',
  input: z.strictObject({ task: z.int().min(1).meta({ widget: 'task' }), reason: freeText(2000).optional() }),
  possible: ({ state }) =>
    state.tasks.some(({ status }) => closable.includes(status)) ? undefined : refuse('task.nothing-to-close'),

  decide({ task: number, reason }, context) {
    const task = taskIn(context, number, closable)
    if (isRefusal(task)) return task
    if (task.status === 'asked' && !reason) return refuse('task.unanswered-needs-reason')
    return [{ type: 'TaskClosed', task: number, reason: sealed(reason) }]
  },
})
