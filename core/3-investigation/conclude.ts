import { z } from 'zod'
import { type Context, command } from '../case/command.ts'
import { outcomes } from '../case/investigation-events.ts'
import { isSigned, reportRule, unsignedRoles, wantsReport } from '../case/report.ts'
import { openTasks } from '../case/tasks.ts'
import { freeText, sealed } from '../shared/fields.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'

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
  possible: (context) =>
    context.state.moments.FindingRecorded ? withoutReport(context) : refuse('investigation.no-finding-yet'),

  decide({ outcome, conclusion, openTasks: reason }, { state }) {
    const { length: tasks } = openTasks(state)
    if (tasks > 0 && !reason) return refuse('task.still-open', { tasks })
    const why = tasks > 0 ? sealed(reason) : undefined
    return [{ type: 'InvestigationConcluded', outcome, conclusion: sealed(conclusion), openTasks: why }]
  },
})

/** Why the report that a pack asks for does not bear a conclusion yet. */
function withoutReport({ state, packs }: Context): Refusal | undefined {
  if (!wantsReport(state, packs) || isSigned(state)) return undefined
  const clause = reportRule(packs)?.pack.at('investigation.report')
  const { report } = state
  if (!report) return refuse('report.wanted', {}, clause)
  if (report.outdated) return refuse('report.outdated', {}, clause)
  return report.refused
    ? refuse('report.refused', {}, clause)
    : refuse('report.not-signed', { roles: unsignedRoles(state) }, clause)
}
