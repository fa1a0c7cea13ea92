import { z } from 'zod'

/** What a person is asked in a task of another department, or has to decide between two. */
const taskKind = z.enum(['task', 'mediation', 'arbitration'])
/** What may be done with a task by whom it concerns. */
const taskAct = z.enum(['answer-task', 'dispute-task', 'mediate-task', 'arbitrate-task'])

/** A task that concerns the reader, as a list shows it. */
export const taskAsked = z.strictObject({
  id: z.uuid(),
  kind: taskKind,
  /** Of the case. */
  number: z.string(),
  ordinal: z.int(),
  since: z.string(),
  due: z.string().nullable(),
  late: z.boolean(),
})

/** A task with its whole record: all that those see of a complaint whom nothing but the task concerns. */
export const taskView = taskAsked.extend({
  unit: z.uuid(),
  /** The first is the question. `text` is null where it was erased. */
  entries: z.array(
    z.strictObject({
      type: z.string(),
      at: z.string(),
      by: z.string().nullable(),
      text: z.string().nullable(),
      agreed: z.boolean().nullable(),
    }),
  ),
  acts: z.array(taskAct),
})
export type TaskView = z.infer<typeof taskView>
