import { z } from 'zod'
import { command } from '../case/command.ts'
import { outcomes } from '../case/events.ts'
import { openTasks } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { refuse } from '../shared/refusal.ts'

export const conclude = command({
  name: 'conclude',
  summary: 'Conclude the investigation: what is established, and whether the complaint is upheld.',
  stages: ['investigation'],
  authority: 'may-conclude',
  input: z.strictObject({
    outcome: z.enum(outcomes),
    conclusion: freeText(10_000),
    /** Why it does not wait for the tasks of other departments that are still open. */
    openTasks: freeText(2000).optional(),
  }),
  possible: ({ state }) => (state.moments.FindingRecorded ? undefined : refuse('investigation.no-finding-yet')),

  decide({ outcome, conclusion, openTasks: reason }, { state }) {
    const { length: tasks } = openTasks(state)
    if (tasks > 0 && !reason) return refuse('task.still-open', { tasks })
    const why = tasks > 0 ? sealed(reason) : undefined
    return [{ type: 'InvestigationConcluded', outcome, conclusion: sealed(conclusion), openTasks: why }]
  },
})
