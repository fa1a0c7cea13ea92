import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { isNeeded, taskIn, whileOpen } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { isRefusal, refuse } from '../shared/refusal.ts'

export const answerTask = command({
  name: 'answer-task',
  summary: 'Answer a task as the interface person of the department.',
  ...whileOpen,
  authority: 'may-read',
  input: z.strictObject({ task: z.int().min(1).meta({ widget: 'task' }), text: freeText(10_000) }),
  admits: isAsked,
  posts: () => [],
  possible: (context) => (isAsked(context) ? undefined : refuse('task.nothing-asked')),

  decide({ task: number, text }, { state, actor }) {
    const task = taskIn({ state, actor }, number, ['asked'])
    if (isRefusal(task)) return task
    if (task.person !== actor.id) return refuse('task.not-yours')
    return [{ type: 'TaskAnswered', task: number, text: sealed(text) }]
  },
})

function isAsked(context: Context): boolean {
  return isNeeded(context, 'person', ['asked'])
}
