import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Context } from './command.ts'
import { deputyOfRespondent } from './lent-posts.ts'
import { signersOf } from './report.ts'
import { type ReportRole, reportRoles } from './report-events.ts'

/** The roles in which somebody's posts let sign. */
export function rolesOf(context: Context): readonly ReportRole[] {
  const { actor } = context
  if (actor.kind !== 'staff') return []
  return reportRoles.filter((role) => signersOf(role, context).some((post) => actor.posts.includes(post)))
}

/** Why somebody neither signs the report nor refuses to, whatever the role. */
export function mayNotSign(context: Context): Refusal | undefined {
  const { report } = context.state
  if (!report) return refuse('report.none')
  if (report.outdated) return refuse('report.outdated')
  if (report.refused) return refuse('report.refused')
  if (rolesOf(context).length === 0) return refuse('report.not-for-you')
  return deputyOfRespondent(context)
}
